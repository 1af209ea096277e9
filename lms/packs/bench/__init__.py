"""How much the busiest pages cost, with 200 trainees and with 20,000. `make bench` prints the table."""
