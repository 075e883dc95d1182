namespace ShopFloorTwin.Core;

/// <summary>
/// Every limit of the product, in one table. The documentation of each constant says what happens beyond it;
/// <c>docs/limits.md</c> shows the same table to operators.
/// </summary>
public static class Limits
{
    // Intake

    /// <summary>Bytes of one events request. Beyond: 413, nothing taken.</summary>
    public const int EventsBodyBytes = 16 * 1024 * 1024;

    /// <summary>Events of one events request. Beyond: 413, nothing taken.</summary>
    public const int EventsPerBody = 10_000;

    /// <summary>Bytes of one event other than plant.imported. Beyond: the event is refused as too-large.</summary>
    public const int EventBytes = 256 * 1024;

    /// <summary>Nesting of any JSON that comes in. Beyond: malformed.</summary>
    public const int JsonDepth = 32;

    /// <summary>Characters of an event's id. Beyond: malformed.</summary>
    public const int EventIdChars = 256;

    /// <summary>Characters of an event's source. Beyond: malformed.</summary>
    public const int EventSourceChars = 512;

    /// <summary>Characters of any other id: order, work center, product, line, lot. Beyond: refused with the path.</summary>
    public const int IdChars = 128;

    /// <summary>Characters of any other text: name, reason, alarm text. Beyond: refused with the path.</summary>
    public const int TextChars = 4_000;

    /// <summary>Lines of one shipment. Beyond: the event is refused as invalid-data.</summary>
    public const int ShipmentLines = 1_000;

    /// <summary>Largest quantity, minutes or money. Beyond: refused with the path.</summary>
    public const double LargestNumber = 1e9;

    /// <summary>Hours an event may lie ahead of the wall clock. Beyond: refused as time-out-of-range.</summary>
    public const int HoursAheadOfWallClock = 24;

    /// <summary>Days an event may lie ahead of the journal's clock. Beyond: refused as time-out-of-range.</summary>
    public const int DaysAheadOfJournalClock = 366;

    // Plant document

    /// <summary>Bytes of a plant document. Beyond: 413.</summary>
    public const int PlantBytes = 256 * 1024 * 1024;

    /// <summary>Characters of a site id. Beyond: a problem of the document.</summary>
    public const int SiteIdChars = 64;

    /// <summary>Orders of a plant document. Beyond: a problem of the document.</summary>
    public const int PlantOrders = 200_000;

    /// <summary>Products of a plant document. Beyond: a problem of the document.</summary>
    public const int PlantProducts = 100_000;

    /// <summary>Work centers of a plant document. Beyond: a problem of the document.</summary>
    public const int PlantWorkCenters = 5_000;

    /// <summary>Calendars of a plant document. Beyond: a problem of the document.</summary>
    public const int PlantCalendars = 1_000;

    /// <summary>Weekly entries, and exceptions, of one calendar. Beyond: a problem of the document.</summary>
    public const int CalendarEntries = 2_000;

    /// <summary>Planned stops of one work center. Beyond: a problem of the document.</summary>
    public const int PlannedStopsPerWorkCenter = 2_000;

    /// <summary>Suppliers of a plant document. Beyond: a problem of the document.</summary>
    public const int PlantSuppliers = 50_000;

    /// <summary>Purchase orders of a plant document. Beyond: a problem of the document.</summary>
    public const int PlantPurchaseOrders = 200_000;

    /// <summary>Lines of one purchase order. Beyond: a problem of the document.</summary>
    public const int LinesPerPurchaseOrder = 1_000;

    /// <summary>Operations of one order or routing. Beyond: a problem of the document, or invalid-data.</summary>
    public const int OperationsPerOrder = 1_000;

    /// <summary>Components of one order, or lines of one bill of materials. Beyond: a problem of the document, or invalid-data.</summary>
    public const int ComponentsPerOrder = 1_000;

    /// <summary>Levels of a bill of materials. Beyond: a problem of the document.</summary>
    public const int BomDepth = 32;

    /// <summary>Parallel units of a work center. Beyond: a problem of the document.</summary>
    public const int WorkCenterCapacity = 1_000;

    /// <summary>Problems collected about one document. Beyond: the first ones are answered.</summary>
    public const int PlantProblems = 100;

    // Event logs

    /// <summary>Lines of an event log that is imported. Beyond: the import stops and says so.</summary>
    public const int EventLogRows = 2_000_000;

    /// <summary>Lines of a log of deliveries that is walked through. Beyond: the walk stops and says so.</summary>
    public const int DeliveryRows = 500_000;

    /// <summary>Orders that came, as which those that will come are thought of. Beyond: the oldest are left out.</summary>
    public const int ComingOrders = 2_000;

    /// <summary>Lines of one file of an SMT2020 model. Beyond: the import stops and says so.</summary>
    public const int Smt2020Rows = 100_000;

    // Engine

    /// <summary>Events waiting per site. Beyond: 429 with Retry-After, nothing taken.</summary>
    public const int SiteQueueEvents = 20_000;

    /// <summary>Events of one group commit. Beyond: they wait for the next; a request is never split.</summary>
    public const int GroupCommitEvents = 10_000;

    /// <summary>Bytes of one group commit. Beyond: they wait for the next; a request is never split.</summary>
    public const long GroupCommitBytes = 16L * 1024 * 1024;

    /// <summary>Sites of one engine. Beyond: a further one is refused with 429.</summary>
    public const int Sites = 1_000;

    /// <summary>Records of one page of the journal. Beyond: the next page.</summary>
    public const int JournalPageRecords = 5_000;

    /// <summary>Records folded to answer for a past moment. Beyond: 422, naming a nearer snapshot.</summary>
    public const int PastStateRecords = 5_000_000;

    /// <summary>Past pictures kept per site. Beyond: the one not asked for longest is given up.</summary>
    public const int PastPictures = 4;

    /// <summary>Past pictures computed at once per site. Beyond: they wait.</summary>
    public const int PastComputations = 2;

    /// <summary>Past pictures waiting to be computed per site. Beyond: 429 with Retry-After.</summary>
    public const int PastComputationsWaiting = 16;

    /// <summary>Accepted requests remembered until a picture shows them. Beyond: their latency and trace are not followed.</summary>
    public const int TrackedRequests = 10_000;

    /// <summary>Spans linked to a span besides its parent. Beyond: left out.</summary>
    public const int SpanLinks = 32;

    /// <summary>Fewest samples of a forecast. Below: a configuration error, or a problem of the call.</summary>
    public const int SamplesMin = 16;

    /// <summary>Most samples of a forecast. Beyond: a configuration error, or a problem of the call.</summary>
    public const int SamplesMax = 4_096;

    // Quarantine

    /// <summary>Entries in quarantine per site. Beyond: refused input is answered but not kept.</summary>
    public const int QuarantineEntries = 100_000;

    /// <summary>Bytes in quarantine per site. Beyond: refused input is answered but not kept.</summary>
    public const long QuarantineBytes = 256L * 1024 * 1024;

    // Store

    /// <summary>Records of one site's journal. Beyond: 503, nothing taken.</summary>
    public const long JournalRecords = (1L << 40) - 1;

    /// <summary>Bytes of a journal record kept as it is. Beyond: compressed.</summary>
    public const int PlainRecordBytes = 64 * 1024;

    /// <summary>Bytes of a snapshot's chunk kept as it is. Beyond: compressed.</summary>
    public const int PlainChunkBytes = 1024;

    /// <summary>Bytes of a page read from the journal. Beyond: the page ends behind the record that reaches them.</summary>
    public const long JournalPageBytes = 8L * 1024 * 1024;

    /// <summary>Bytes of snapshot chunks written in one transaction. Beyond: the rest goes into the next.</summary>
    public const long SnapshotGroupBytes = 4L * 1024 * 1024;

    /// <summary>Newest snapshots of a site, all kept. Beyond: they are older ones.</summary>
    public const int RecentSnapshots = 3;

    /// <summary>Older snapshots of a site, spread over its history. Beyond: the one least missed is given up.</summary>
    public const int OlderSnapshots = 12;

    /// <summary>Event sources whose numbers are held in memory. Beyond: they are looked up anew.</summary>
    public const int SourcesInMemory = 10_000;

    // Decisions

    /// <summary>Closed decisions kept per site, the newest; a tenth more before they are thinned out. Beyond: the journal alone has them.</summary>
    public const int ClosedDecisions = 10_000;

    /// <summary>Operations of products at work centers whose durations are learned per site. Beyond: only their work center's are.</summary>
    public const int LearnedDurations = 100_000;

    /// <summary>Ways of orders done that are remembered per site. Beyond: the oldest is forgotten.</summary>
    public const int LearnedFlows = 256;

    /// <summary>Operations of products whose yield is learned per site. Beyond: only their operation's, or the site's, is.</summary>
    public const int LearnedYields = 100_000;

    /// <summary>Products of one supplier whose lateness is learned by themselves. Beyond: the one not received for longest is believed as the supplier is.</summary>
    public const int LearnedProductsPerSupplier = 200;

    /// <summary>Exceptions open per site. Beyond: further ones are not kept.</summary>
    public const int Exceptions = 10_000;

    /// <summary>Open decisions of one rule and site. Beyond: further ones wait until one is closed.</summary>
    public const int OpenDecisionsPerRule = 1_000;

    /// <summary>Proposals and words of one look at a picture. Beyond: they follow with the next one.</summary>
    public const int DecisionsPerLook = 100;

    /// <summary>Records of an Odoo remembered by name. Beyond: all are looked up anew.</summary>
    public const int OdooRecordsRemembered = 10_000;

    /// <summary>Records written by one call to an Odoo. Beyond: the next call.</summary>
    public const int OdooWritesPerCall = 50;

    /// <summary>Tries of one write whose answer is lost or in conflict again and again. Beyond: it is parked.</summary>
    public const int OdooWriteAttempts = 20;

    /// <summary>Newest writes into an Odoo that are compared with what stands there. Beyond: the older ones are not.</summary>
    public const int ReconciledWrites = 2_000;

    /// <summary>Entities a decision's text names. Beyond: it says how many more.</summary>
    public const int NamesInDecision = 10;

    // Cluster

    /// <summary>Bytes of events that the streams of one queue hold in memory, beside a page being read. Beyond: reading pauses for a slow consumer, and later leaves it to the journal.</summary>
    public const long StreamCacheBytes = 32L * 1024 * 1024;

    /// <summary>Seconds that reading waits for a slow consumer of a full stream. Beyond: what it did not take is read again for it from the journal.</summary>
    public const int StreamWaitSeconds = 10;

    /// <summary>Seconds before the journal's end at which a silo begins that takes over streams: longer than a silo's loss goes unseen. Beyond: read when a consumer asks for it.</summary>
    public const int StreamTakeoverSeconds = 180;

    /// <summary>Records before the journal's end at which a silo begins at the earliest that takes over streams. Beyond: read when a consumer asks for them.</summary>
    public const int StreamTakeoverRecords = 1_000_000;

    /// <summary>Records behind a saved twin that are read to bring it up to date. Beyond: it is taken from its site anew.</summary>
    public const int TwinTailRecords = 5_000;

    /// <summary>Records folded into a twin before it is saved out of turn. Beyond: it is saved.</summary>
    public const int TwinSaveRecords = 5_000;

    /// <summary>Seconds a question to a twin waits for the position it names. Beyond: it is told that the twin is behind.</summary>
    public const int TwinWaitSeconds = 10;

    /// <summary>Twins of one site that follow its journal. Beyond: a further one is taken from its site whenever it is asked.</summary>
    public const int TwinFollowers = 100_000;

    /// <summary>Twins that are handed records at once, per site. Beyond: they wait their turn.</summary>
    public const int TwinDeliveriesAtOnce = 16;

    // What forecasts are scored by

    /// <summary>Open orders of a site whose forecasts are kept to be scored. Beyond: further ones are not, until one is finished.</summary>
    public const int ScoredOrders = 200_000;

    /// <summary>Months of scores kept per site, the newest. Beyond: the oldest is forgotten.</summary>
    public const int ScoredMonths = 24;

    /// <summary>Residuals kept of each horizon, the newest. Beyond: the oldest is forgotten.</summary>
    public const int ScoredResiduals = 200;

    /// <summary>Finished orders of a site kept with what was foreseen of them, the newest. Beyond: the oldest is forgotten.</summary>
    public const int FinishedOrders = 2_000;

    /// <summary>Products of a site whose lead times are kept. Beyond: the one not heard of longest is forgotten.</summary>
    public const int LeadTimeProducts = 1_000;

    /// <summary>Lead times kept of a product, the newest. Beyond: the oldest is forgotten.</summary>
    public const int LeadTimesPerProduct = 32;

    /// <summary>Lead times kept of a site, the newest. Beyond: the oldest is forgotten.</summary>
    public const int LeadTimesOfSite = 256;

    /// <summary>Weeks back that variances are of. Beyond: orders finished before are left out.</summary>
    public const int VarianceWeeks = 12;

    // Answers

    /// <summary>Milliseconds for a site's answer to a question put to many sites. Beyond: it is named as missing.</summary>
    public const int SiteAnswerMilliseconds = 2_000;

    /// <summary>Milliseconds for a site's word on its health when readiness is asked for. Beyond: it is passed over, for it runs elsewhere.</summary>
    public const int SiteHealthMilliseconds = 500;

    /// <summary>Sites asked at once by a question put to many. Beyond: one after the other.</summary>
    public const int SitesAskedAtOnce = 32;

    /// <summary>Events of a site whose trace contexts are kept for the decisions that go back to them. Beyond: the oldest are forgotten.</summary>
    public const int RootTraces = 10_000;

    /// <summary>Items of a page when none is asked for.</summary>
    public const int PageItemsDefault = 50;

    /// <summary>Items of a page. Beyond: a problem that names the limit.</summary>
    public const int PageItemsMax = 1_000;

    /// <summary>Queued operations shown of each work center of a list. Beyond: the soonest ones are shown.</summary>
    public const int QueueItemsInList = 100;

    /// <summary>Queued operations shown of a single work center. Beyond: the soonest ones are shown.</summary>
    public const int QueueItems = 1_000;

    /// <summary>Changes kept for resuming the live stream. Beyond: the stream starts with a reset.</summary>
    public const int StreamChanges = 10_000;

    /// <summary>Subscribers of a site's live stream. Beyond: 503 with Retry-After.</summary>
    public const int StreamSubscribers = 200;

    // Calls

    /// <summary>Calls over HTTP under way at once, health and live streams aside. Beyond: 429 with Retry-After, nothing taken.</summary>
    public const int CallsUnderWay = 2_000;

    /// <summary>Bytes of all bodies being worked on at once. Beyond: 429 with Retry-After.</summary>
    public const long BodiesInFlightBytes = 1024L * 1024 * 1024;

    /// <summary>Bytes of a request to make a key. Beyond: 413.</summary>
    public const int KeyBodyBytes = 64 * 1024;

    /// <summary>Bytes of a decision proposed by hand, or of a verdict. Beyond: 413.</summary>
    public const int DecisionBodyBytes = 64 * 1024;

    /// <summary>Bytes of the login form. Beyond: 413.</summary>
    public const int LoginBodyBytes = 4 * 1024;

    /// <summary>Sites a key may name. Beyond: a problem of the call.</summary>
    public const int KeySites = 1_000;

    /// <summary>Wrong keys per minute and remote address. Beyond: 429 with Retry-After, for keys that were not good from there before.</summary>
    public const int FailedKeysPerMinute = 30;

    /// <summary>Remote addresses whose wrong keys are counted. Beyond: the oldest counts are dropped.</summary>
    public const int FailedKeyAddresses = 10_000;

    /// <summary>Browser sessions. Beyond: the oldest end.</summary>
    public const int BoardSessions = 1_000;

    /// <summary>Characters of an Idempotency-Key. Beyond: 400.</summary>
    public const int IdempotencyKeyChars = 200;

    /// <summary>Answers remembered for repeated calls. Beyond: the oldest are forgotten.</summary>
    public const int RememberedAnswers = 1_000;

    /// <summary>Bytes of quarantined input that a list shows. Beyond: cut; the single answer has it whole.</summary>
    public const int QuarantinePreviewBytes = 2_048;

    /// <summary>Bytes of an answer of Odoo. Beyond: the call is refused, and the reader asks for less at once.</summary>
    public const int OdooAnswerBytes = 64 * 1024 * 1024;

    /// <summary>Characters of Odoo's own words that are kept. Beyond: cut.</summary>
    public const int OdooMessageChars = 500;

    /// <summary>Findings of one kind that a reading of Odoo keeps. Beyond: they are counted.</summary>
    public const int OdooFindingsPerKind = 100;

    /// <summary>Rows asked of Odoo in one call, and ids named in one condition. Beyond: the next page.</summary>
    public const int OdooPageRows = 2_000;

    /// <summary>Tries of one call to Odoo. Beyond: the caller gets the last one's outcome.</summary>
    public const int OdooAttempts = 4;

    /// <summary>Seconds for Odoo's answer to a call that changes nothing. Beyond: it counts as failed and is tried again.</summary>
    public const int OdooReadSeconds = 60;

    /// <summary>Seconds for Odoo's answer to a call that changes something, more than Odoo lets one run. Beyond: the outcome is unknown, and looked for.</summary>
    public const int OdooWriteSeconds = 150;

    /// <summary>Seconds of a Retry-After of Odoo's that a call waits for. Beyond: the caller is told at once.</summary>
    public const int OdooRetryAfterSeconds = 60;

    /// <summary>Calls to one Odoo at once. Beyond: they wait for their turn.</summary>
    public const int OdooCallsAtOnce = 4;

    /// <summary>Calls that wait for their turn at one Odoo. Beyond: the caller is told to come back.</summary>
    public const int OdooCallsWaiting = 1_000;

    /// <summary>Bytes of the edits of a scenario. Beyond: a problem of the call.</summary>
    public const int ScenarioBytes = 1_048_576;

    /// <summary>Edits of a scenario. Beyond: a problem of the call.</summary>
    public const int ScenarioEdits = 200;

    /// <summary>Days a stop or shift of a scenario may last, and lie ahead. Beyond: a problem of the edit.</summary>
    public const int ScenarioSpanDays = 366;

    /// <summary>Scenarios kept per site. Beyond: 409, until one is deleted or expires.</summary>
    public const int KeptScenarios = 1_000;

    /// <summary>Scenarios kept per site of one owner. Beyond: 409, until one is deleted or expires.</summary>
    public const int KeptScenariosPerOwner = 200;

    /// <summary>Bytes of kept scenarios per site, with what they are based on. Beyond: 409, until one is deleted or expires.</summary>
    public const long KeptScenarioBytes = 64 * 1024 * 1024;

    /// <summary>Days a kept scenario may last. Beyond: a problem of the call.</summary>
    public const int KeptScenarioDaysMax = 366;

    /// <summary>Kept scenarios compared side by side. Beyond: a problem of the call.</summary>
    public const int ComparedScenarios = 10;

    /// <summary>Blows of one stress test. Beyond: the likeliest to hurt are tried.</summary>
    public const int StressBlows = 200;

    /// <summary>Values of one sweep. Beyond: a problem of the call.</summary>
    public const int SweepValues = 50;

    /// <summary>Seconds one stress test or sweep may take. Beyond: what was tried so far is answered, and how much was not.</summary>
    public const int StressSeconds = 60;

    /// <summary>Samples of one Monte Carlo run, in whole batches. Beyond: a problem of the call.</summary>
    public const int MonteCarloSamples = 10_240;

    /// <summary>Stress tests, sweeps and Monte Carlo runs at once in a process. Beyond: they wait for their turn.</summary>
    public const int Studies = 1;

    /// <summary>Stress tests, sweeps and Monte Carlo runs that wait. Beyond: 429 with Retry-After.</summary>
    public const int StudiesWaiting = 8;

    /// <summary>Stress tests, sweeps and Monte Carlo runs of one caller at once, those that wait included. Beyond: 429 with Retry-After.</summary>
    public const int StudiesPerCaller = 2;

    /// <summary>Changes tried for one answer of suggestions. Beyond: the likeliest by their causes are tried.</summary>
    public const int SuggestionTries = 24;

    /// <summary>Suggestions in an answer. Beyond: the best.</summary>
    public const int Suggestions = 20;

    /// <summary>Seconds one search for suggestions may take. Beyond: what was tried so far is ranked.</summary>
    public const int SuggestionSeconds = 3;

    /// <summary>Answers of suggestions kept of a site. Beyond: the oldest is searched for anew.</summary>
    public const int SuggestionAnswersKept = 50;

    /// <summary>Orders at risk that suggestions are searched for while their site is idle. Beyond: those whose lateness costs most.</summary>
    public const int SuggestionIdleOrders = 20;

    /// <summary>Minutes an answer of suggestions serves while nothing relevant changes. Beyond: it is searched for anew.</summary>
    public const int SuggestionKeptMinutes = 10;

    /// <summary>Searches for suggestions at once in a process. Beyond: they wait for their turn.</summary>
    public const int SuggestionSearches = 1;

    /// <summary>Searches for suggestions that wait. Beyond: 429 with Retry-After.</summary>
    public const int SuggestionSearchesWaiting = 8;

    /// <summary>Orders in the answer of a what-if. Beyond: those whose lateness changed most, and how many there are.</summary>
    public const int WhatIfOrders = 20_000;

    /// <summary>Samples times open operations of a what-if that asks for more samples than the live forecast has. Beyond: a problem of the call.</summary>
    public const long WhatIfWork = 250_000_000;

    /// <summary>What-ifs worked out at once in a process. Beyond: they wait for their turn.</summary>
    public const int WhatIfs = 1;

    /// <summary>What-ifs that wait. Beyond: 429 with Retry-After.</summary>
    public const int WhatIfsWaiting = 32;

    /// <summary>What-ifs of one caller that wait or are worked out. Beyond: 429 with Retry-After.</summary>
    public const int WhatIfsPerCaller = 4;
}
