"""Figures of local rule-of-law reports, compared with their uncertainty."""
