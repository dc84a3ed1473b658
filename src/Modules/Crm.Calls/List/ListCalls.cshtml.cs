using Crm.Calls.Outcomes;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Calls.List;

/// <summary>The call list of today: whom to ring, what to say, and what came of it.</summary>
[Right(CallsPermissions.Make)]
internal sealed class ListCalls(CallList list, CallLines lines, SettleCall settle, IStringLocalizer<ListCalls> s) : PageModel
{
    private const int Size = 20;

    /// <summary>"all" for everybody's; the reader's own otherwise.</summary>
    [FromQuery]
    public string? Who { get; set; }

    [FromQuery]
    public string? After { get; set; }

    public bool IsMine => Who != "all";

    public IReadOnlyList<CallLine> Lines { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>What was written of a call whose form was refused.</summary>
    public (string Call, string Note) Refused { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>Writes down what came of a call.</summary>
    /// <param name="outcome">One of <see cref="CallOutcomes"/>.</param>
    public async Task<IActionResult> OnPostSayAsync(string? call, string? outcome, string? note, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(User, call ?? "") is not { } item)
        {
            return NotFound();
        }

        if (settle.Fault(outcome, note) is { } fault)
        {
            ModelState.AddModelError("", fault.Sentence);
            Refused = (call!, note ?? "");
            await LoadAsync(cancellationToken);
            return Page();
        }

        await settle.SayAsync(User, item, outcome!, note?.Trim() ?? "", cancellationToken);
        this.Toast(Said(outcome!, item.As<CallPart>()!), undo: $"~/admin/calls?handler=TakeBack&call={call}&tries={item.As<CallPart>()!.Tries.Count}&who={(IsMine ? "me" : "all")}");
        return RedirectToPage(new { who = IsMine ? null : "all" });
    }

    /// <summary>Takes back what was said last of a call.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(string? call, int tries, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(User, call ?? "") is not { } item)
        {
            return NotFound();
        }

        var isDone = await settle.TakeBackAsync(User, item, tries, cancellationToken);
        this.Toast(isDone ? s["It is taken back: the call is to be made again."] : s["Something else was said of this call by now: nothing was changed."], tone: isDone ? "good" : "bad");
        return RedirectToPage(new { who = IsMine ? null : "all" });
    }

    private string Said(string outcome, CallPart call) => outcome switch
    {
        CallOutcomes.Reached => s["Reached: it stands on their timeline."],
        CallOutcomes.WrongNumber => s["Wrong number: it is not rung any more."],
        CallOutcomes.Unwanted => s["They want no calls: their number is not rung any more."],
        _ => call.IsSettled ? s["Not reached: that was the last try."] : s["Not reached: it is tried again on the next working day."],
    };

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (calls, next) = await list.ReadAsync(User, IsMine, After, Size, cancellationToken);
        (Lines, Next) = (await lines.OfAsync(User, calls), next);
    }
}
