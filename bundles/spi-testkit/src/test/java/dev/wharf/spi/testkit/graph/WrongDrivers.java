package dev.wharf.spi.testkit.graph;

import java.util.EnumSet;
import java.util.List;

/** The faults, each with the name of the test that must find it. */
final class WrongDrivers {
    private WrongDrivers() {}

    /** Those that are found without root. */
    static List<WrongDriver> withoutMounts() {
        return List.of(
                WrongDriver.of("cannot be closed twice", "closingTwiceIsHarmless", StateFaults.ClosesOnce::new),
                WrongDriver.of(
                        "forgets views when it is opened again",
                        "anotherOpenFindsAllSnapshots",
                        StateFaults.Forgetful::new),
                WrongDriver.of("commits views", "aViewCannotBeCommitted", StateFaults.CommitsViews::new),
                WrongDriver.of(
                        "ignores views below removal",
                        "removingALayerBelowAViewIsRefused",
                        StateFaults.RemovesBelowViews::new),
                WrongDriver.of(
                        "wants to know what it removes",
                        "removingWhatIsAbsentSucceeds",
                        StateFaults.StrictRemoval::new),
                WrongDriver.of("prepares a key anew", "preparingAKeyTwiceIsRefused", StateFaults.PreparesAnew::new),
                WrongDriver.of(
                        "overwrites layers",
                        "committingToALayerThatIsThereIsRefused",
                        StateFaults.OverwritesLayers::new),
                WrongDriver.of(
                        "tells details of nothing",
                        "detailsOfAnAbsentSnapshotAreNotFound",
                        ReportFaults.TalksOfNothing::new),
                WrongDriver.of("tells kinds wrong", "aViewIsAView", ReportFaults.CallsViewsActive::new),
                WrongDriver.of("counts parents", "theContentOfParentsIsLeftOut", ReportFaults.CountsParents::new),
                WrongDriver.of("counts each name", "aFileWithTwoNamesCountsOnce", ReportFaults.CountsNames::new),
                WrongDriver.of("takes ids for the same", "idsThatDifferInCaseAreTwo", StateFaults.IgnoresCase::new),
                WrongDriver.of(
                        "is deaf while counting",
                        "countingUsageEndsSoonAfterAnInterruption",
                        BehaviourFaults.Deaf::new),
                WrongDriver.of(
                        "serves one thread", "threadsWorkOnDifferentKeysAtOnce", BehaviourFaults.ServesOneThread::new),
                WrongDriver.of(
                        "repeats itself", "eachLineOfTheStatusHasANameOfItsOwn", ReportFaults.RepeatsItself::new),
                WrongDriver.of("says what is not asked", "aRefusalNamesTheObject", ReportFaults.NamesNothing::new),
                new WrongDriver(
                        "leaves its trial",
                        "theProbeLeavesNothing",
                        PlainSuite.ALL,
                        new BehaviourFaults.LeavesItsTrial()));
    }

    /** Those that are found by mounting. */
    static List<WrongDriver> withMounts() {
        return List.of(
                WrongDriver.of("lets views be written", "aViewCannotBeWritten", BehaviourFaults.WritableViews::new),
                WrongDriver.of("rounds times", "timesAreKeptToTheNanosecond", Tampers.with(Tampers::roundTime)),
                WrongDriver.of(
                        "loses capabilities", "capabilitiesOfFilesAreKept", Tampers.with(Tampers::dropCapability)),
                WrongDriver.of(
                        "garbles attributes", "extendedAttributesAreKept", Tampers.with(Tampers::garbleAttribute)),
                WrongDriver.of("copies hard links", "hardLinksStayLinks", Tampers.with(Tampers::splitLink)),
                WrongDriver.of("takes set-user-id away", "modesAreKept", Tampers.with(Tampers::dropSetUserId)),
                WrongDriver.of("gives links to root", "ownersAreKept", Tampers.with(Tampers::giveLinkToRoot)),
                WrongDriver.of("fills holes", "holesTakeNoSpace", Tampers.with(Tampers::fillHoles)),
                WrongDriver.of("makes pipes files", "devicesAndPipesAreKept", Tampers.with(Tampers::replacePipe)),
                new WrongDriver(
                        "does not claim what it does",
                        "aFolderOfALayerBelowIsRenamedOrRefused",
                        EnumSet.complementOf(EnumSet.of(GraphFeature.FOLDER_RENAME)),
                        WrongDriver.NONE.provider()));
    }

    /** Those that are found by many layers. */
    static List<WrongDriver> deep() {
        return List.of(WrongDriver.of(
                "ends at 150 layers", "moreLayersAreMountedOrRefused", BehaviourFaults.EndsTooSoon::new));
    }
}
