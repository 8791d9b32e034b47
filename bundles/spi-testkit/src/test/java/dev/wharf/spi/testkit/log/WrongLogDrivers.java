package dev.wharf.spi.testkit.log;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The faults, each with the name of the test that must find it. */
final class WrongLogDrivers {
    private WrongLogDrivers() {}

    private static Set<LogFeature> without(LogFeature feature) {
        Set<LogFeature> features = EnumSet.copyOf(WrongLogDriver.ALL);
        features.remove(feature);
        return features;
    }

    private static WrongLogDriver claiming(String fault, String test, Set<LogFeature> features) {
        return new WrongLogDriver(fault, test, features, WrongLogDriver.NONE.provider());
    }

    /** Faults in what is told and claimed. */
    static List<WrongLogDriver> claims() {
        return List.of(
                claiming("can be read, and does not say so", "readingIsThereAsClaimed", without(LogFeature.READING)),
                claiming("has a file, and does not say so", "theFileIsToldAsClaimed", without(LogFeature.LOG_FILE)),
                claiming(
                        "keeps all bytes, and does not say so",
                        "bytesThatAreNoTextAreKeptOrReplaced",
                        without(LogFeature.EXACT_BYTES)),
                claiming("rotates, and does not say so", "optionsAreToldAsClaimed", without(LogFeature.ROTATION)),
                claiming(
                        "says that it keeps nothing",
                        "keepingNothingIsThereAsClaimed",
                        EnumSet.allOf(LogFeature.class)),
                WrongLogDriver.of(
                        "keeps, and says that it keeps nothing",
                        "keepingNothingIsThereAsClaimed",
                        OtherFaults.SaysItKeepsNothing::new),
                WrongLogDriver.of("names no file", "theFileIsToldAsClaimed", OtherFaults.NamesNoFile::new),
                new WrongLogDriver(
                        "leaves its trial",
                        "theProbeLeavesNothing",
                        WrongLogDriver.ALL,
                        new OtherFaults.LeavesItsTrial()),
                new WrongLogDriver(
                        "has words of its own",
                        "anUnknownOptionIsRefusedInDockersWords",
                        WrongLogDriver.ALL,
                        new OtherFaults.SaysSomethingElse()),
                new WrongLogDriver(
                        "looks at one option",
                        "anUnknownOptionIsRefusedBesideOthers",
                        WrongLogDriver.ALL,
                        new OtherFaults.LooksAtOne()));
    }

    /** Faults in what is written. */
    static List<WrongLogDriver> sinks() {
        return List.of(
                WrongLogDriver.of(
                        "closes a sink once",
                        "closingASinkTwiceIsHarmless",
                        SinkFaults.sinks(SinkFaults.ClosesOnce::new)),
                WrongLogDriver.of(
                        "forgets when it is closed", "anotherOpenFindsTheLogAndGoesOn", SinkFaults.Forgetful::new),
                WrongLogDriver.of(
                        "writes late", "whatWasWrittenIsThereAlthoughNobodyClosedTheSink", SinkFaults.WritesLate::new),
                WrongLogDriver.of(
                        "keeps buffers", "bytesAreCopiedDuringTheCall", SinkFaults.sinks(SinkFaults.KeepsBuffers::new)),
                WrongLogDriver.of(
                        "uses buffers up",
                        "aWriteLeavesTheRecordsAsTheyAre",
                        SinkFaults.sinks(SinkFaults.Consumes::new)),
                WrongLogDriver.of(
                        "ignores limits of buffers",
                        "aPartOfABufferIsWrittenAlone",
                        SinkFaults.sinks(SinkFaults.IgnoresLimits::new)),
                WrongLogDriver.of("takes errors for output", "streamsAreKept", SinkFaults.each(SinkFaults::onOut)),
                WrongLogDriver.of(
                        "sorts by stream", "recordsOfBothStreamsStayInOrder", SinkFaults.writing(SinkFaults::byStream)),
                WrongLogDriver.of(
                        "ends the first line", "partsOfALineStayParts", SinkFaults.each(SinkFaults::firstEnded)),
                WrongLogDriver.of(
                        "drops empty lines", "emptyLinesAreKept", SinkFaults.writing(SinkFaults::withoutEmpty)),
                WrongLogDriver.of("rounds times", "timesAreKeptToTheNanosecond", SinkFaults.each(SinkFaults::rounded)),
                WrongLogDriver.of("cuts long records", "longRecordsAreKept", SinkFaults.each(SinkFaults::cut)),
                WrongLogDriver.of(
                        "drops returns",
                        "controlCharactersAreKept",
                        SinkFaults.each(
                                record -> SinkFaults.text(record, record.bytes().replace("\r", "")))),
                WrongLogDriver.of(
                        "takes quotes away",
                        "whatHasAMeaningInFormatsIsKept",
                        SinkFaults.each(
                                record -> SinkFaults.text(record, record.bytes().replace("\"", "")))),
                WrongLogDriver.of(
                        "knows only ASCII",
                        "textOfAllLanguagesIsKept",
                        SinkFaults.each(
                                record -> SinkFaults.text(record, record.bytes().replace(Kept.latin("本"), "?")))),
                WrongLogDriver.of("mixes logs", "logsOfContainersDoNotMix", SinkFaults.MixesLogs::new),
                WrongLogDriver.of(
                        "serves one thread", "threadsWriteToDifferentLogsAtOnce", SinkFaults.ServesOneThread::new));
    }

    /** Faults in positions and in rotation. */
    static List<WrongLogDriver> positions() {
        return List.of(
                WrongLogDriver.of(
                        "takes back its own only",
                        "nothingIsLostOrDoubledAfterAKill",
                        SinkFaults.sinks(SinkFaults.RewindsItsOwn::new)),
                WrongLogDriver.of(
                        "never goes back to the start",
                        "theWholeLogCanBeTakenBack",
                        SinkFaults.sinks(SinkFaults.NeverToTheStart::new)),
                WrongLogDriver.of(
                        "goes back too far",
                        "goingBackToTheEndChangesNothing",
                        SinkFaults.sinks(SinkFaults.RewindsTooFar::new)),
                WrongLogDriver.of(
                        "counts anew", "anotherSinkHasTheSamePosition", SinkFaults.sinks(SinkFaults.CountsAnew::new)),
                WrongLogDriver.of("never rotates", "theNewestRecordsAreKeptWithoutAGap", OtherFaults.NeverRotates::new),
                WrongLogDriver.of(
                        "loses parts of long batches",
                        "aBatchThatIsLongerThanTheLogIsTaken",
                        SinkFaults.writing(SinkFaults::withoutMiddle)),
                WrongLogDriver.of(
                        "finds no tail behind a rotation",
                        "theLastLinesAreFoundBehindARotation",
                        CursorFaults.NoTailBehindRotation::new),
                WrongLogDriver.of(
                        "loses one of many",
                        "aFollowerThatKeepsUpMissesNothing",
                        CursorFaults.cursors(CursorFaults.LosesOneOfMany::new)));
    }

    /** Faults in what is read. */
    static List<WrongLogDriver> cursors() {
        return List.of(
                WrongLogDriver.of("closes once", "closingTheDriverTwiceIsHarmless", OtherFaults.ClosesOnce::new),
                WrongLogDriver.of(
                        "closes a cursor once",
                        "closingACursorTwiceIsHarmless",
                        CursorFaults.cursors(CursorFaults.ClosesOnce::new)),
                WrongLogDriver.of(
                        "leaves the instant out",
                        "recordsOfTheInstantItselfAreRead",
                        CursorFaults.queries(CursorFaults::later)),
                WrongLogDriver.of(
                        "takes no lines for all",
                        "aTailOfNoLinesIsEmpty",
                        CursorFaults.queries(CursorFaults::zeroIsAll)),
                WrongLogDriver.of(
                        "overflows",
                        "aTailThatIsLongerThanTheLogIsAll",
                        CursorFaults.queries(CursorFaults::noMoreThanTen)),
                WrongLogDriver.of("counts parts", "aLineInPartsCountsOnce", CursorFaults.CountsParts::new),
                WrongLogDriver.of("cuts late", "theTailIsCutBeforeSinceIsApplied", CursorFaults.CutsLate::new),
                WrongLogDriver.of(
                        "tires", "aCursorGoesOnWhenMoreIsWritten", CursorFaults.cursors(CursorFaults.Tires::new)),
                WrongLogDriver.of(
                        "forgets the instant",
                        "whatIsWrittenLaterMustNotBeBeforeTheInstantEither",
                        CursorFaults.ForgetsSince::new),
                WrongLogDriver.of(
                        "ends with the sink", "aCursorGoesOnWithAnotherSink", CursorFaults.EndsWithTheSink::new),
                WrongLogDriver.of(
                        "never shows who asks for nothing old",
                        "aTailOfNoLinesShowsWhatIsWrittenLater",
                        CursorFaults.ZeroIsNever::new),
                WrongLogDriver.of(
                        "shares cursors", "twoReadersDoNotDisturbEachOther", CursorFaults.SharesCursors::new));
    }

    /** Those that are found on a full disk. */
    static List<WrongLogDriver> onFullDisks() {
        return List.of(WrongLogDriver.of(
                "calls a full disk a fault of its own", "aFullDiskIsTold", OtherFaults.CallsAllInternal::new));
    }
}
