using ShopFloorTwin.Core.Decisions;

namespace ShopFloorTwin.Api.Decisions;

/// <summary>A decision proposed by hand.</summary>
/// <param name="Subject">As <c>order/MO-1</c>.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Values">Of the action, by name.</param>
/// <param name="Note">Why.</param>
public sealed record NewDecision(string? Subject, ActionKind? Action, Dictionary<string, string?>? Values, string? Note);

/// <summary>A verdict on a decision.</summary>
/// <param name="Revision">The one that was looked at; a newer one refuses it. Left out: the newest.</param>
/// <param name="Note">Why.</param>
public sealed record DecisionVerdict(int? Revision, string? Note);

/// <summary>What became of a word on a decision.</summary>
/// <param name="Id">Of the decision.</param>
/// <param name="State">As it stands now.</param>
/// <param name="Revision">The word was on.</param>
/// <param name="Position">In the journal; <c>minPosition</c> of a reading call that shall show it.</param>
/// <param name="Erp">Name of the ERP it is written to; null when none is configured for the site.</param>
/// <param name="Note">What else is to be known: that there is no ERP to write it to.</param>
public sealed record DecisionAnswer(string Id, DecisionState State, int Revision, long Position, string? Erp, string? Note);
