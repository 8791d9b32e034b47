package dev.wharf.drivers;

/** Hears of drivers of one kind that come and go. Called in order, outside of any lock. */
public interface DriverListener {

    /** A driver serves from now on. */
    void arrived(String name);

    /** A driver will be closed as soon as its leases are given back, or after a deadline. */
    void leaving(String name);
}
