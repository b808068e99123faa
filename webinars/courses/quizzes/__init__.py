"""What is asked at the end of a lesson, and how an answer is marked."""
