"""The agreement as files that people take home: a Word document and JSON."""
