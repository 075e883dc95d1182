using System.Collections.Immutable;
using ShopFloorTwin.Core.Decisions;

namespace ShopFloorTwin.Core.Events;

// Decisions: subject decision/{id}. Only the product itself says these; see EventTypes.IsOwn.

/// <summary><c>decision.proposed.v1</c>: a new decision, or a new revision of one.</summary>
public sealed record DecisionProposedData(DecisionProposal Proposal) : EventData;

/// <summary>
/// <c>decision.approved|rejected|retried|queued|written|confirmed|parked|withdrawn.v1</c>: a word on the revision named.
/// </summary>
/// <param name="Word">What is said.</param>
/// <param name="Revision">Of the decision it speaks of; a word on an older one is refused.</param>
/// <param name="By">The person's key, <c>rule</c>, or <c>writer</c>.</param>
/// <param name="Text">The reason, or a note.</param>
/// <param name="Records">What became of it in the ERP.</param>
public sealed record DecisionWordData(DecisionWord Word, int Revision, string By, string? Text, ImmutableArray<ErpRecord> Records) : EventData;

/// <summary>A record of the ERP that an action made or changed.</summary>
/// <param name="Action">Kind of the action.</param>
/// <param name="Model">As <c>maintenance.request</c>.</param>
/// <param name="Id">The record's number there.</param>
public sealed record ErpRecord(string Action, string Model, long Id);

/// <summary><c>exception.raised.v1</c>: something a person must look at; raised again, it says the newest.</summary>
public sealed record ExceptionRaisedData(string Kind, string About, string Text, string? Owner, int Priority) : EventData;

/// <summary><c>exception.cleared.v1</c>.</summary>
public sealed record ExceptionClearedData(string? Reason) : EventData;
