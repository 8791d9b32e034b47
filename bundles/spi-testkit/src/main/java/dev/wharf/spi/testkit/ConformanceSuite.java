package dev.wharf.spi.testkit;

/** A suite whose run ends with a summary. */
public interface ConformanceSuite {

    /** Whom the suite tests, for the summary. */
    SuiteDescription describe();
}
