using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Messaging.Automations;
using Crm.Messaging.Channels;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Returns;
using Crm.Messaging.Topics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Ledger;

/// <summary>One message: what it says, where it stands and why, and what a person may decide about it.</summary>
[Right(MessagingPermissions.View)]
internal sealed class ViewMessage(MessageLedger ledger, Recipients recipients, LedgerWords words, Restraints restraints, SettleMessage settle, RewriteMessages rewrite, AutomationExits exits, ContextBook contexts, TopicBook topics, IEnumerable<IChannel> channels, Rights rights, Visible visible, IStringLocalizer<ViewMessage> s) : PageModel
{
    public LedgerWords Words => words;

    public Message Message { get; private set; } = null!;

    public MessageText Text { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public RestraintSettings Settings { get; private set; } = null!;

    /// <summary>What people go through, as the reader may know it.</summary>
    public ContextNames Contexts { get; private set; } = ContextNames.Hidden;

    /// <summary>What came back of it, in order.</summary>
    public IReadOnlyList<MessageReturn> Returns { get; private set; } = [];

    /// <summary>What it is about; blank for none.</summary>
    public string Topic { get; private set; } = "";

    /// <summary>Where what was handed over is seen; null when there is no such page for the reader.</summary>
    public string? HandedOver { get; private set; }

    public bool MaySettle { get; private set; }

    public bool MaySend => MaySettle && settle.MaySend(Message);

    public bool MayDrop => MaySettle && SettleMessage.MayDrop(Message);

    /// <summary>Whether they were taken out of the automation that put it.</summary>
    public bool IsTakenOut { get; private set; }

    public bool MayTakeOut { get; private set; }

    /// <summary>How many wait to be rewritten with these words.</summary>
    public int ToRewrite { get; private set; }

    [BindProperty]
    public RewriteForm Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string message, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(message, cancellationToken))
        {
            return NotFound();
        }

        Input = new RewriteForm { Subject = Text.Subject, Text = Text.Text };
        return Page();
    }

    /// <summary>An uncertain one arrived.</summary>
    public Task<IActionResult> OnPostArrivedAsync(string message, CancellationToken cancellationToken) => ActAsync(message, settle.ArrivedAsync, s["It counts as sent."], cancellationToken);

    /// <summary>It goes on, or is sent again.</summary>
    public Task<IActionResult> OnPostSendAsync(string message, CancellationToken cancellationToken) => ActAsync(message, settle.SendAsync, s["It leaves when everything that is asked allows it."], cancellationToken);

    /// <summary>It does not leave.</summary>
    public Task<IActionResult> OnPostDropAsync(string message, CancellationToken cancellationToken) => ActAsync(message, settle.DropAsync, s["It does not leave."], cancellationToken);

    /// <summary>Other words for all that wait to be rewritten with these.</summary>
    public async Task<IActionResult> OnPostRewriteAsync(string message, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(message, cancellationToken) || !MaySettle)
        {
            return NotFound();
        }

        if (Text.TemplateVersionId is not null)
        {
            return Rewritten(message, await rewrite.RenewAsync(Message, Text, cancellationToken));
        }

        foreach (var (member, sentence) in RewriteMessages.Faults(Input, s))
        {
            ModelState.AddModelError($"Input.{member}", sentence);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        return Rewritten(message, await rewrite.RewriteAsync(Message, Text, Input, cancellationToken));
    }

    private IActionResult Rewritten(string message, int? changed)
    {
        if (changed is not { } count)
        {
            this.Toast(s["The template is in the trash: bring it back first."], tone: "bad");
            return RedirectToPage(new { message });
        }

        this.Toast(count == 0 ? s["It stands elsewhere by now: nothing was changed."] : s.Plural(count, "{0:N0} message has the new words and leaves when it may.", "{0:N0} messages have the new words and leave when they may."), tone: count == 0 ? "bad" : "good");
        return RedirectToPage(new { message });
    }

    private async Task<IActionResult> ActAsync(string message, Func<Message, CancellationToken, Task<bool>> act, string done, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(message, cancellationToken) || !MaySettle)
        {
            return NotFound();
        }

        var isDone = await act(Message, cancellationToken);
        this.Toast(isDone ? done : s["It stands elsewhere by now: nothing was changed."], tone: isDone ? "good" : "bad");
        return RedirectToPage(new { message });
    }

    private async Task<bool> LoadAsync(string message, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(message, cancellationToken, await visible.ForAsync(User)) is not { } found || await recipients.FindAsync(User, found.Message.PersonId) is not { } person)
        {
            return false;
        }

        (Message, Text) = found;
        Name = await recipients.NameAsync(User, person);
        Returns = [.. (await ledger.ReturnsAsync([Message.Id], cancellationToken))[Message.Id]];
        Topic = Message.Topic.Length > 0 ? await topics.TitleAsync(Message.Topic) : "";
        HandedOver = Message.SentUtc is not null && channels.FirstOrDefault(channel => channel.Name == Message.Channel) is { } channel ? await channel.PageOfAsync(User, Message.MessageId, cancellationToken) : null;
        Settings = await restraints.SettingsAsync();
        Contexts = await contexts.NamesAsync(User);
        MaySettle = await rights.HoldsAsync(User, MessagingPermissions.Manage);
        MayTakeOut = await rights.HoldsAsync(User, MessagingPermissions.Write);
        IsTakenOut = Message.Automation.Length > 0 && (await exits.OutAsync([Message.PersonId], cancellationToken)).Contains((Message.PersonId, Message.Automation));
        ToRewrite = Message.Reason == Reasons.Rewrite ? await rewrite.CountAsync(Message, cancellationToken) : 0;
        return true;
    }
}
