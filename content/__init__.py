"""What is taught: courses, lessons and questions, their formats and their checks."""
