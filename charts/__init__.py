"""Ring 2: the pictures. A chart function takes labels and sizes, never data: `alt.NamedData` names what it needs."""
