"""The mobile library: stops, timetable, trips, figures."""
