package dev.wharf.execoci.wrong;

import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.testkit.exec.ExecutionFeature;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** The faults, each with the name of the test that must find it. */
final class WrongDrivers {
    private WrongDrivers() {}

    /** Faults in how tasks live and end. */
    static List<WrongDriver> ofLife() {
        return List.of(
                WrongDriver.of(
                        "cannot be closed twice", "LifeCycle", "closingTwiceIsHarmless", DriverFaults.ClosesOnce::new),
                WrongDriver.ofTask("does not wait", "LifeCycle", "aCreatedTaskWaits", DriverFaults.DoesNotWait::new),
                WrongDriver.ofTask("starts again", "LifeCycle", "startingTwiceIsRefused", TaskFaults.StartsAgain::new),
                WrongDriver.ofTask(
                        "deletes what runs", "LifeCycle", "deletingARunningTaskIsRefused", TaskFaults.Deletes::new),
                WrongDriver.ofTask(
                        "takes all for started",
                        "Recoveries",
                        "aTaskThatWasNeverStartedIsEnded",
                        TaskFaults.TakesAllForStarted::new),
                WrongDriver.ofTask(
                        "finds it again and again", "Crowds", "aTaskIsFoundOnceByMany", TaskFaults.IsAnother::new),
                WrongDriver.ofTask(
                        "takes codes for signals",
                        "Exits",
                        "aCodeAbove128IsNoSignal",
                        TaskFaults.ending(WrongDrivers::codeAsSignal)),
                WrongDriver.ofTask(
                        "does not tell the time",
                        "Exits",
                        "theTimeIsThatOfTheEnd",
                        TaskFaults.ending(status -> Changed.with(status, "at", Instant.EPOCH))),
                WrongDriver.ofTask(
                        "signals the first", "Exits", "aSignalToAllReachesAll", TaskFaults.SignalsFirst::new),
                WrongDriver.ofTask(
                        "signals nobody", "Exits", "signalsToAnEndedTaskAreRefused", TaskFaults.IgnoresTheDead::new),
                WrongDriver.ofTask(
                        "tells formats wrong",
                        "Errors",
                        "aFileOfAnUnknownFormatIsRefused",
                        TaskFaults.TellsFormatsWrong::new),
                WrongDriver.of(
                        "merges streams", "Streams", "outputAndErrorsAreKeptApart", DriverFaults.MergesStreams::new),
                WrongDriver.ofTask(
                        "closes the input once",
                        "Streams",
                        "closingTheInputTwiceIsHarmless",
                        TaskFaults.ClosesInputOnce::new),
                WrongDriver.ofTask(
                        "loses an early size",
                        "Terminals",
                        "aSizeBeforeTheStartIsKept",
                        TaskFaults.LosesEarlySize::new),
                WrongDriver.ofTask(
                        "sizes nothing",
                        "Terminals",
                        "aSizeWithoutATerminalIsRefused",
                        TaskFaults.ResizesNothing::new));
    }

    private static ExitStatus codeAsSignal(ExitStatus status) {
        return status.code() == 137 ? Changed.with(status, "signal", OptionalInt.of(9)) : status;
    }

    /** Faults in what is carried out. */
    static List<WrongDriver> ofSpecifications() {
        return List.of(
                WrongDriver.ofSpec(
                        "forgets further groups",
                        "Identities",
                        "furtherGroupsAreAdded",
                        Changed.process("groups", List.of())),
                WrongDriver.ofSpec(
                        "works at the root",
                        "Identities",
                        "theFolderIsMadeWhenItIsMissing",
                        Changed.process("folder", "/")),
                WrongDriver.ofSpec(
                        "gives new privileges",
                        "Rights",
                        "noNewPrivilegesAreSet",
                        Changed.process("noNewPrivileges", false)),
                WrongDriver.ofSpec(
                        "filters or restricts",
                        "Rights",
                        "aFilterIsInForceWithNoNewPrivilegesToo",
                        DriverFaults::filterOrPrivileges),
                WrongDriver.ofSpec(
                        "has no favourites",
                        "Rights",
                        "theScoreForTheOutOfMemoryKillerIsSet",
                        Changed.process("oomScoreAdjust", 0)),
                WrongDriver.ofSpec("has no domain", "Worlds", "namesAreSet", Changed.task("domainname", "")),
                WrongDriver.ofSpec(
                        "writes what is bound", "Files", "aBoundFolderCanBeReadOnly", DriverFaults::writableBinds),
                WrongDriver.ofSpec(
                        "writes the root",
                        "Files",
                        "aReadOnlyRootCannotBeWritten",
                        Changed.task("rootReadOnly", false)),
                WrongDriver.ofSpec(
                        "masks nothing", "Files", "maskedPathsAreEmpty", Changed.task("maskedPaths", List.of())),
                WrongDriver.ofSpec(
                        "locks nothing",
                        "Files",
                        "readOnlyPathsCannotBeWritten",
                        Changed.task("readonlyPaths", List.of())),
                WrongDriver.ofSpec(
                        "allows all devices", "Files", "aDeviceThatIsNotAllowedCannotBeUsed", DriverFaults::allDevices),
                new WrongDriver(
                        "does not claim what it does",
                        "Worlds",
                        "processesOfAnotherTaskAreSharedOrRefused",
                        EnumSet.complementOf(EnumSet.of(ExecutionFeature.JOINED_PIDS)),
                        UnaryOperator.identity()));
    }

    /** Faults in capabilities, execs and recovery. */
    static List<WrongDriver> ofCapabilities() {
        return List.of(
                WrongDriver.ofTask(
                        "looks at the first alone",
                        "Groups",
                        "aKilledChildIsFlaggedToo",
                        TaskFaults.ending(status -> Changed.with(
                                status,
                                "outOfMemory",
                                status.outOfMemory() && status.signal().isPresent()))),
                WrongDriver.ofTask("tells twice", "Groups", "lackOfMemoryIsTold", CapabilityFaults.tellsTwice()),
                WrongDriver.ofTask("pauses again", "Pauses", "pausingTwiceIsRefused", CapabilityFaults.pausesAgain()),
                WrongDriver.ofTask("lists the first", "Pauses", "processesAreListed", CapabilityFaults.listsFirst()),
                WrongDriver.ofTask(
                        "executes as root",
                        "Execs",
                        "itHasAUserAndEnvironmentOfItsOwn",
                        TaskFaults.executing(
                                process -> process.user().equals("me") ? Changed.with(process, "user", "") : process)),
                WrongDriver.ofTask(
                        "executes with all rights",
                        "Execs",
                        "itsCapabilitiesAreThoseThatWereGiven",
                        TaskFaults.executing(Changed.command("capabilities", java.util.Set.of("CHOWN")))),
                WrongDriver.ofTask("resumes", "Execs", "aPausedTaskRefusesIt", CapabilityFaults.ResumesForExec::new),
                WrongDriver.ofTask(
                        "forgets ended execs",
                        "Recoveries",
                        "execsThatEndedInBetweenAreFoundAgain",
                        TaskFaults.ForgetsEndedExecs::new),
                WrongDriver.ofTask(
                        "invents limits", "Statistics", "withoutALimitNoneIsTold", CapabilityFaults.invents()),
                WrongDriver.ofTask(
                        "tells of the dead", "Statistics", "anEndedTaskHasNone", CapabilityFaults.tellsOfTheDead()));
    }
}
