using Crm.Campaigns.Campaigns;
using Crm.Campaigns.Resend;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Messaging.Returns;
using Crm.Messaging.Tracking;
using Crm.Tracking.Classify;
using Crm.Tracking.Hits;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Campaigns.Tests;

/// <summary>A second letter goes once, to who gave no sign of the first, and to them alone.</summary>
public sealed class ResendTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task It_reaches_who_gave_no_sign_and_who_gives_one_meanwhile_is_left_out(string database)
    {
        await using var tenant = await CampaignTenant.StartAsync(database);
        var first = await SentAsync(tenant, "Silent", "Opened", "Clicked", "Answered", "Complained", "Machine", "Untracked", "Late");
        await SignAsync(tenant, first, "Opened", HitKind.Open, ReaderClass.Human);
        await SignAsync(tenant, first, "Clicked", HitKind.Click, ReaderClass.Human);
        await SignAsync(tenant, first, "Machine", HitKind.Open, ReaderClass.Machine);
        await ReturnAsync(tenant, first, "Answered", ReturnKinds.Reply);
        await ReturnAsync(tenant, first, "Complained", ReturnKinds.Complaint);
        await ReturnAsync(tenant, first, "Silent", ReturnKinds.Automatic);

        await tenant.ActAsync(first, "Resend");
        var second = ResendIds.Of(first);
        Assert.Equal(2, (int)(await tenant.CheckAsync(second))["check"]!["people"]!);
        Assert.Contains("It says word for word what the first letter said", await tenant.ActAsync(second, "Approve"));

        await tenant.TemplateAsync("again", "<p>Once more, {{ person.given_name | default: \"friend\" }}</p>");
        await ChangeAsync(tenant, second, part => part.Template = "again");
        await tenant.CheckAsync(second);
        Assert.Contains("Second letter of", await tenant.ActAsync(second, "Approve"));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(BeginResend.Wait));
        await SignAsync(tenant, first, "Late", HitKind.Open, ReaderClass.Human);
        await tenant.RunAsync();
        Assert.Equal(new Dictionary<string, string> { ["Silent"] = "Sent" }, await tenant.LedgerAsync(second));

        // Once only, and a second letter has none of its own.
        await tenant.ActAsync(first, "Resend");
        Assert.Equal("404", await tenant.ActAsync(second, "Resend"));
        Assert.Equal(2, await tenant.InAsync(async services => await services.GetRequiredService<ISession>().QueryIndex<Crm.Kernel.Content.Index.ContentItemIndex>().CountAsync(row => row.ContentType == CampaignTypes.Campaign && row.Latest)));
    }

    [Fact]
    public async Task Those_of_whom_nobody_knows_get_it_when_somebody_says_so()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        var first = await SentAsync(tenant, "Silent", "Opened", "Machine", "Untracked");
        await SignAsync(tenant, first, "Opened", HitKind.Open, ReaderClass.Human);
        await SignAsync(tenant, first, "Machine", HitKind.Open, ReaderClass.Machine);
        await tenant.ActAsync(first, "Resend");
        var second = ResendIds.Of(first);
        Assert.Equal(1, (int)(await tenant.CheckAsync(second))["check"]!["people"]!);
        await ChangeAsync(tenant, second, part => part.ToUncounted = true);
        Assert.Equal(3, (int)(await tenant.CheckAsync(second))["check"]!["people"]!);
    }

    [Fact]
    public async Task Who_gives_a_sign_while_it_waits_in_the_outbox_is_excluded_with_a_reason()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        var first = await SentAsync(tenant, "Silent", "Late");
        await tenant.ActAsync(first, "Resend");
        var second = ResendIds.Of(first);
        await tenant.TemplateAsync("again", "<p>Once more, {{ person.given_name | default: \"friend\" }}</p>");
        await ChangeAsync(tenant, second, part => (part.Template, part.DueUtc) = ("again", null));
        await tenant.CheckAsync(second);
        await tenant.DoAsync(async services =>
        {
            var brakes = services.GetRequiredService<Crm.Messaging.Brakes.BrakeBoard>();
            await brakes.PullAsync(Crm.Messaging.Brakes.BrakeScopes.Everything, "", "Wait", false, null, CancellationToken.None);
        });
        await tenant.ActAsync(second, "Approve");
        tenant.Host.Clock.Advance(TimeSpan.FromDays(4)); // the gap between two letters to many
        await tenant.RunAsync();
        await SignAsync(tenant, first, "Late", HitKind.Click, ReaderClass.Human);
        await tenant.DoAsync(async services =>
        {
            var brakes = services.GetRequiredService<Crm.Messaging.Brakes.BrakeBoard>();
            await brakes.ReleaseAsync((await brakes.UnreleasedAsync(CancellationToken.None)).Single(), CancellationToken.None);
            await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<Message>().Where(row => row.State == (int)MessageState.Held).Set(row => row.State, (int)MessageState.Waiting).Set(row => row.NextUtc, DateTime.UnixEpoch).UpdateAsync();
        });
        await tenant.RunAsync();
        Assert.Equal(new Dictionary<string, string> { ["Silent"] = "Sent", ["Late"] = $"Excluded {Reasons.Guard}" }, await tenant.LedgerAsync(second));
    }

    // All of them allow that opens are noted but the one called Untracked.
    private static async Task<string> SentAsync(CampaignTenant tenant, params string[] families)
    {
        foreach (var family in families)
        {
            await tenant.PersonAsync(family);
        }

        var campaign = await tenant.CampaignAsync();
        await tenant.CheckAsync(campaign);
        await tenant.ActAsync(campaign, "Approve");
        await tenant.RunAsync();
        Assert.All(await tenant.LedgerAsync(campaign), line => Assert.Equal("Sent", line.Value));
        foreach (var family in families.Where(family => family != "Untracked"))
        {
            var letter = await LetterAsync(tenant, campaign, family);
            await tenant.DoAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<Message>().Where(row => row.Id == letter.Id).Set(row => row.Tracks, (int)(TrackedKinds.Opens | TrackedKinds.Clicks)).UpdateAsync());
        }

        return campaign;
    }

    private static Task<Message> LetterAsync(CampaignTenant tenant, string campaign, string family) => tenant.InAsync(async services =>
    {
        var rows = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().Where(row => row.Action == CampaignTypes.ActionOf(campaign)).ToListAsync();
        var people = await services.GetRequiredService<IContentManager>().GetAsync(rows.Select(row => row.PersonId), VersionOptions.Latest);
        return rows.Single(row => row.PersonId == people.Single(item => item.DisplayText == $"Ada {family}").ContentItemId);
    });

    private static async Task SignAsync(CampaignTenant tenant, string campaign, string family, HitKind kind, ReaderClass reader)
    {
        var letter = await LetterAsync(tenant, campaign, family);
        await tenant.DoAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).InsertAsync(
            new MessageSign { MessageId = letter.MessageId, Action = letter.Action, PersonId = letter.PersonId, Kind = (int)kind, Class = (int)reader, Count = 1, FirstUtc = letter.SentUtc!.Value.AddHours(1), LastUtc = letter.SentUtc!.Value.AddHours(1), After = 3600 }));
    }

    private static async Task ReturnAsync(CampaignTenant tenant, string campaign, string family, string kind)
    {
        var letter = await LetterAsync(tenant, campaign, family);
        await tenant.DoAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).InsertAsync(
            new MessageReturn { MessageRow = letter.Id, Kind = kind, Action = letter.Action, Channel = letter.Channel, AtUtc = letter.SentUtc!.Value.AddHours(1), SentUtc = letter.SentUtc!.Value }));
    }

    private static Task ChangeAsync(CampaignTenant tenant, string campaign, Action<CampaignPart> change) => tenant.DoAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(campaign, VersionOptions.Latest))!;
        item.Alter(change);
        Assert.Empty((await content.ValidateAsync(item)).Errors);
        await content.UpdateAsync(item);
    });
}
