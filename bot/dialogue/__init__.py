"""The conversation: a pure turn from state and event to state and effects."""
