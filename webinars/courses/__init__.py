"""The online courses: lessons in four languages, quizzes, and the way of a learner through them, without an account."""
