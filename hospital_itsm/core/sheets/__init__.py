"""One reader for the files hospitals keep their lists in: CSV however it is written, and XLSX workbooks."""
