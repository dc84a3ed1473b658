using System.Globalization;
using Crm.Activities;
using Crm.Activities.Tasks;
using Crm.Calls.Outcomes;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Crm.Messaging.Channels;
using LinqToDB.Async;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Crm.Calls.HandOver;

/// <summary>Makes the task of a call. It bears the message's id, so that a message makes one task, however often it is handed over. Scoped, a unit of work each.</summary>
internal sealed class MakeCall(ISession session, IContentManager content, UserManager<User> users, ISiteService sites, LocalTime local, ChangeContext change, TimeProvider time, IStringLocalizer<MakeCall> s)
{
    private const int MostSubject = 200;
    private const int MostNotes = 20_000;

    /// <summary>Whether the message made its task, which may lie in the trash by now.</summary>
    public Task<bool> IsMadeAsync(string messageId, CancellationToken cancellationToken) => session.QueryIndex<ContentItemIndex>().AnyAsync(row => row.ContentItemId == messageId, cancellationToken);

    /// <summary>Makes it, unless it is there.</summary>
    public async Task MakeAsync(Letter letter, CancellationToken cancellationToken)
    {
        // With the write gate in hand nobody makes it meanwhile; on PostgreSQL the unique key of tasks lets one of two through.
        await session.GetConnectionAsync(write: true);
        if (await IsMadeAsync(letter.MessageId, cancellationToken))
        {
            return;
        }

        var writer = await UserAsync(letter.Cause?.By);
        var owner = await ByAddressAsync(letter.From.Address) ?? writer ?? await UserAsync((await content.GetAsync(letter.PersonId, VersionOptions.Latest))?.Owner);
        (change.Actor, change.ActorName) = writer is null ? (change.Actor, change.ActorName) : (writer.UserId, writer.ShownName());
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = owner?.Language() is { Length: > 0 } chosen ? CultureInfo.GetCultureInfo(chosen) : SiteLanguages.Of(await sites.GetSiteSettingsAsync())[0];
        await StoreAsync(letter, owner?.UserId ?? "");
    }

    private async Task StoreAsync(Letter letter, string owner)
    {
        var (zone, item) = (await local.ZoneAsync(), await content.NewAsync(ActivityTypes.Task));
        var name = letter.Name.Length > 0 ? letter.Name : s["(no name)"];
        (item.ContentItemId, item.Owner) = (letter.MessageId, owner);
        item.Alter<TaskPart>(part =>
        {
            (part.Subject, part.Notes) = (Cut(s["Call {0}: {1}", name, letter.Subject], MostSubject), Cut(letter.Text.Trim(), MostNotes));
            (part.DueDay, part.DueTime, part.TimeZone) = (CallHours.DayOf(TimeZoneInfo.ConvertTimeFromUtc(time.GetUtcNow().UtcDateTime, zone)), CallHours.End, zone.Id);
            (part.AboutType, part.AboutId) = (ContactTypes.Person, letter.PersonId);
        });
        item.Alter<CallPart>(part => (part.Action, part.Topic) = (letter.Cause?.Action ?? "", letter.Cause?.Topic ?? ""));
        item.DisplayText = item.As<TaskPart>()!.Subject;
        await content.CreateAsync(item);
    }

    private async Task<User?> ByAddressAsync(string address) => address.Length > 0 && await users.FindByEmailAsync(address) is { IsEnabled: true } user ? user : null;

    private async Task<User?> UserAsync(string? userId) => userId is { Length: > 0 } && await users.FindByIdAsync(userId) is { IsEnabled: true } user ? user : null;

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
