"""Qt: windows, panels, item models, delegates."""
