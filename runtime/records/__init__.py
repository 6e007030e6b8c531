"""Records without the writing: who may see which, how a body is read, how a row is shown, how a list is asked for."""
