"""Reading an extract from CSV, a workbook or Parquet into tables that checks can ask."""
