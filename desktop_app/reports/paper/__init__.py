"""The parts of the printed self-evaluation, each as strips for the pages."""
