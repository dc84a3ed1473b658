using System.Security.Claims;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;

namespace Crm.Messaging.Actions;

/// <summary>How many messages of an action stand in a state, for a reason.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>; blank for nothing to say.</param>
public sealed record ActionSum(MessageState State, string Reason, int Count);

/// <summary>What became of the messages of an action, for the module that put them: each stands in exactly one state, so that they add up to the audience. Scoped.</summary>
public sealed class ActionLedger
{
    private readonly MessageLedger _ledger;
    private readonly MessageReturnFigures _returns;
    private readonly LedgerWords _words;
    private readonly Recipients _recipients;

    internal ActionLedger(MessageLedger ledger, MessageReturnFigures returns, LedgerWords words, Recipients recipients) => (_ledger, _returns, _words, _recipients) = (ledger, returns, words, recipients);

    /// <summary>How many stand where.</summary>
    public async Task<IReadOnlyList<ActionSum>> SumAsync(string action, CancellationToken cancellationToken)
        => [.. (await _ledger.SumAsync(new LedgerQuestion(Action: action), cancellationToken)).Select(sum => new ActionSum(sum.State, sum.Reason, sum.Count))];

    /// <summary>How many of those that were sent did not arrive, and how many people answered one.</summary>
    public Task<(int NotArrived, int Answered)> ReturnsAsync(string action, CancellationToken cancellationToken) => _returns.OfActionAsync(action, cancellationToken);

    /// <summary>The names of those of these people whom that user may see, by id.</summary>
    public Task<IReadOnlyDictionary<string, string>> NamesAsync(ClaimsPrincipal user, IEnumerable<string> personIds) => _recipients.NamesAsync(user, personIds);

    /// <summary>A state's name.</summary>
    public string State(MessageState state) => _words.State(state);

    /// <summary>A reason in a few words; blank for none.</summary>
    public string Reason(string reason) => _words.Reason(reason);
}
