package dev.wharf.drivers.deploy;

/** A file of which no bundle can be made; its message tells why. */
final class BadJarException extends Exception {
    private static final long serialVersionUID = 1L;

    BadJarException(String reason) {
        super(reason);
    }

    BadJarException(String reason, Exception cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
