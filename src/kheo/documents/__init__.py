"""Official documents and spreadsheets as bytes: layout profiles, .docx, .xlsx. Imports nothing else of Khéo."""
