# Words of the desktop window. Two implementations of Fluent read this file: keep to what both know.

app-name = Candor
