package dev.wharf.dns.upstream;

/** How many of something may be under way. Belongs to the loop. */
public final class Quota {
    private final int most;
    private int taken;

    /** None is under way. */
    public Quota(int most) {
        this.most = most;
    }

    boolean hasRoom() {
        return taken < most;
    }

    void take() {
        taken++;
    }

    void giveBack() {
        taken--;
    }
}
