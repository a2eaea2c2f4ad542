"""What is stored: entities, workspace, journal, migrations, and the operations on them."""
