package dev.wharf.itests.torture;

/** What is done to a daemon. */
enum Plague {
    /** SIGKILL(3), a while without it, a new start. */
    KILL(3),
    /** SIGTERM and a new start. */
    RESTART(1),
    /** Upgrades of drivers by files in the deploy folder, files changed in place, files deleted. */
    DEPLOY(8),
    /** Shipped drivers taken out of the distribution, and put back. */
    UNINSTALL(3),
    /** Other default drivers. */
    DEFAULTS(2),
    /** Editions of the engine, of its API and of what lies between them and the drivers. */
    EDITIONS(2);

    private final int weight;

    Plague(int weight) {
        this.weight = weight;
    }

    /** How often it comes, against the others. */
    int weight() {
        return weight;
    }
}
