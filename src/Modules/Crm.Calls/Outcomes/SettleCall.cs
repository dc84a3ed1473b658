using System.Security.Claims;
using Crm.Activities.Tasks;
using Crm.Calls.HandOver;
using Crm.Kernel.Content;
using Crm.Kernel.Localization;
using Crm.Kernel.Users;
using Crm.Messaging.Messages;
using Crm.Messaging.Returns;
using Microsoft.Extensions.Localization;

namespace Crm.Calls.Outcomes;

/// <summary>Writes down what came of a call, and takes it back. Who calls it holds the right on the task. Scoped.</summary>
internal sealed class SettleCall(IContentManager content, ChangeTasks tasks, MessageReturns returns, LocalTime local, TimeProvider time, IStringLocalizer<SettleCall> s)
{
    /// <summary>Characters of a note at most.</summary>
    public const int MostNote = 2000;

    /// <summary>Why it cannot be written down: a member and a sentence; null when it can.</summary>
    public (string Member, string Sentence)? Fault(string? outcome, string? note) => !CallOutcomes.All.Contains(outcome ?? "") ? ("outcome", s["Say what came of the call."])
        : note?.Length > MostNote ? ("note", s["What was said has at most {0:N0} characters.", MostNote]) : null;

    /// <summary>Writes it down.</summary>
    /// <param name="outcome">One of <see cref="CallOutcomes"/>.</param>
    /// <param name="note">What was said; may be blank.</param>
    public async Task SayAsync(ClaimsPrincipal user, ContentItem call, string outcome, string note, CancellationToken cancellationToken)
    {
        var task = call.As<TaskPart>()!;
        var person = await content.GetAsync(task.AboutId, VersionOptions.Latest);
        var contact = outcome == CallOutcomes.Reached && person is not null ? await RecordAsync(user, person, task.Subject, note) : "";
        var isNews = ReturnOf(outcome) is { } what
            && await returns.NoteAsync(CallChannel.Call, call.ContentItemId, what, what == ReturnedAs.Answered ? "" : note, cancellationToken, person is null ? null : CallChannel.NumberOf(person));
        call.Alter<CallPart>(part => part.Tries = [.. part.Tries, new CallTry(time.GetUtcNow().UtcDateTime, outcome, user.UserId() ?? "", contact, isNews, task.DueDay, task.DoneUtc is not null)]);
        if (call.As<CallPart>()!.IsSettled)
        {
            await EndAsync(user, call);
        }
        else
        {
            await tasks.MoveAsync(user, call, await NextDayAsync(task.DueDay));
        }
    }

    /// <summary>Takes the last thing back that was said of it, and what followed from it.</summary>
    /// <param name="tries">How many things were said of it when the reader saw it.</param>
    /// <returns>False when somebody said something else meanwhile.</returns>
    public async Task<bool> TakeBackAsync(ClaimsPrincipal user, ContentItem call, int tries, CancellationToken cancellationToken)
    {
        if (call.As<CallPart>()!.Tries is not [.., var last] said || said.Count != tries)
        {
            return false;
        }

        if (last.ContactId.Length > 0 && await content.GetAsync(last.ContactId, VersionOptions.Latest) is { } contact)
        {
            await content.RemoveAsync(contact);
        }

        if (last.IsNews && ReturnOf(last.Outcome) is { } what)
        {
            await returns.TakeBackAsync(CallChannel.Call, call.ContentItemId, what, cancellationToken);
        }

        call.Alter<CallPart>(part => part.Tries = [.. said.SkipLast(1)]);
        if (!last.WasDone)
        {
            await tasks.ReopenAsync(call);
        }

        await tasks.MoveAsync(user, call, last.DayBefore);
        return true;
    }

    private async Task<string> RecordAsync(ClaimsPrincipal user, ContentItem person, string subject, string note)
    {
        var contact = await content.NewContactAsync(person, "call", "out", subject, note, time.GetUtcNow().UtcDateTime);
        contact.Owner = user.UserId();
        await content.CreateAsync(contact);
        return contact.ContentItemId;
    }

    // Somebody may have ticked it off before.
    private Task EndAsync(ClaimsPrincipal user, ContentItem call) => call.As<TaskPart>()!.DoneUtc is null ? tasks.DoAsync(user, call) : content.UpdateAsync(call);

    private async Task<DateOnly> NextDayAsync(DateOnly? due)
    {
        var today = DateOnly.FromDateTime(await local.OfAsync(time.GetUtcNow().UtcDateTime));
        return CallHours.After(due > today ? due.Value : today);
    }

    private static ReturnedAs? ReturnOf(string outcome) => outcome switch
    {
        CallOutcomes.Reached => ReturnedAs.Answered,
        CallOutcomes.WrongNumber => ReturnedAs.Hard,
        CallOutcomes.Unwanted => ReturnedAs.Unwanted,
        _ => null,
    };
}
