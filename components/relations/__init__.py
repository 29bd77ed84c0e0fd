"""What the page Relations shows: one module a measure."""
