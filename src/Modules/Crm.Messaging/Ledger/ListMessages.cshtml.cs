using Crm.Kernel.Security;
using Crm.Messaging.Actions;
using Crm.Messaging.Messages;
using Crm.Messaging.Returns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Messaging.Ledger;

/// <summary>The ledger: how many stand where, and each message.</summary>
[Right(MessagingPermissions.View)]
internal sealed class ListMessages(MessageLedger ledger, Recipients recipients, LedgerWords words, ActionTitles actions) : PageModel
{
    private const int Size = 50;

    public LedgerWords Words => words;

    [FromQuery(Name = "state")]
    public string? StateName { get; set; }

    [FromQuery]
    public string? Reason { get; set; }

    /// <summary>The action whose messages are asked for.</summary>
    [FromQuery(Name = "of")]
    public string? Of { get; set; }

    /// <summary>What that action is called.</summary>
    public string Title { get; private set; } = "";

    /// <summary>"returned", "answered" or nothing.</summary>
    [FromQuery]
    public string? Back { get; set; }

    [FromQuery]
    public long? After { get; set; }

    public MessageState? State => Enum.TryParse<MessageState>(StateName, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    public IReadOnlyList<LedgerSum> Sums { get; private set; } = [];

    public IReadOnlyList<LedgerLine> Lines { get; private set; } = [];

    /// <summary>What came back of each, by its number.</summary>
    public ILookup<long, MessageReturn> Returns { get; private set; } = Array.Empty<MessageReturn>().ToLookup(row => row.MessageRow);

    /// <summary>The names of those whom the reader may see.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    /// <summary>The place of the next page; null at the end.</summary>
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Title = Of is { Length: > 0 } ? await actions.OfAsync(Of, cancellationToken) : "";
        Sums = await ledger.SumAsync(new LedgerQuestion(Action: Of), cancellationToken);
        var lines = await ledger.ListAsync(new LedgerQuestion(State, Reason, Of, Before: After, Back: Back is "returned" or "answered" ? Back : null), Size + 1, cancellationToken);
        Lines = [.. lines.Take(Size)];
        Returns = await ledger.ReturnsAsync(Lines.Select(line => line.Message.Id), cancellationToken);
        Next = lines.Count > Size ? $"{Lines[^1].Message.Id}" : null;
        Names = await recipients.NamesAsync(User, Lines.Select(line => line.Message.PersonId));
    }
}
