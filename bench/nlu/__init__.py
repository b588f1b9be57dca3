"""Our understanding beside stock Rasa and a plain regression, on the same messages, over HTTP."""
