using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Messaging.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Approvals;

/// <summary>What was written long ago and waits until somebody has read it again: approved or dropped in one act for all that say it, and signed.</summary>
[Right(MessagingPermissions.Manage)]
internal sealed class ListApprovals(TextApprovals approvals, ApprovalFigures figures, LedgerWords words, IStringLocalizer<ListApprovals> s) : PageModel
{
    private const int Past = 20;

    public LedgerWords Words => words;

    public IReadOnlyList<OldGroup> Groups { get; private set; } = [];

    public IReadOnlyList<SignedApproval> Signed { get; private set; } = [];

    /// <summary>Whether anything is ever asked about.</summary>
    public bool IsOn { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>The words are good as they are.</summary>
    public Task<IActionResult> OnPostApproveAsync(long text, CancellationToken cancellationToken) => SignAsync(text, isDrop: false, cancellationToken);

    /// <summary>What waits with them is dropped.</summary>
    public Task<IActionResult> OnPostDropAsync(long text, CancellationToken cancellationToken) => SignAsync(text, isDrop: true, cancellationToken);

    /// <summary>Takes a decision back.</summary>
    public async Task<IActionResult> OnPostUndoAsync(long approval, CancellationToken cancellationToken)
    {
        var undone = await approvals.UndoAsync(approval, cancellationToken);
        this.Toast(
            undone switch
            {
                null => s["It stands elsewhere by now: nothing was changed."],
                { Late: > 0 } => s.Plural(undone.Late, "Taken back: what is not too late waits again; {0:N0} message stays dropped.", "Taken back: what is not too late waits again; {0:N0} messages stay dropped."),
                _ => s["Taken back: what has not left waits again."],
            },
            tone: undone is null ? "bad" : "good");
        return RedirectToPage();
    }

    /// <summary>Whether it is the last decision about its words that holds.</summary>
    public bool MayUndo(Approval approval) => Signed.First(one => one.Approval.TextId == approval.TextId && one.Approval.UndoneUtc is null).Approval == approval;

    private async Task<IActionResult> SignAsync(long text, bool isDrop, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Groups.FirstOrDefault(group => group.TextId == text) is not { } found)
        {
            this.Toast(s["It stands elsewhere by now: nothing was changed."], tone: "bad");
            return RedirectToPage();
        }

        var approval = await approvals.SignAsync([text], isDrop, cancellationToken);
        this.Toast(isDrop ? s["“{0}” is dropped.", found.Subject] : s["“{0}” is approved and leaves when it may.", found.Subject], undo: $"~/admin/approvals?handler=Undo&approval={approval}");
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
        => (Groups, Signed, IsOn) = (await figures.GroupsAsync(cancellationToken), await figures.SignedAsync(Past, cancellationToken), await approvals.LimitAsync() is not null);
}
