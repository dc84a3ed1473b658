using System.Net;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Brakes;

/// <summary>The brake stops whoever is in a segment, as the segment is at each moment.</summary>
public sealed class SegmentBrakeTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task It_stops_who_is_in_it_when_it_is_asked_and_its_figures_are_its_rows(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var segment = await SegmentAsync(tenant, "The French");
        var (french, belgian) = (await tenant.PersonAsync("One", "one@example.org", "FR"), await tenant.PersonAsync("Two", "two@example.org", "BE"));
        var later = await tenant.PutAsync(french, "later", change: message => message with { DueUtc = tenant.Now.AddDays(1) });
        using (var pulled = await tenant.Admin.SubmitAsync("/admin/brake", [new("Input.Scope", "segment"), new("Input.Segment", segment), new("Input.Reason", "Mourning")]))
        {
            Assert.Equal(HttpStatusCode.Redirect, pulled.StatusCode);
        }

        Assert.Contains("Segment: The French", await tenant.Admin.ReadAsync("/admin/people"));
        var brake = (await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().OnAsync(CancellationToken.None))).Single();
        tenant.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (stopped, goes) = (await tenant.PutAsync(french, "now"), await tenant.PutAsync(belgian, "now"));
        await tenant.SendAsync();
        Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(stopped));
        Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(later)); // due or not
        Assert.Equal("Sent  250", await tenant.StandsAsync(goes));

        // Who moves there is covered from then on, who leaves no longer.
        await MoveAsync(tenant, belgian, "FR");
        await MoveAsync(tenant, french, "BE");
        var (second, third) = (await tenant.PutAsync(belgian, "then"), await tenant.PutAsync(french, "then"));
        await tenant.SendAsync();
        Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(second));
        Assert.Equal("Sent  250", await tenant.StandsAsync(third));

        var held = (await tenant.MessagesAsync()).Count(row => row.Detail == brake.BrakeId);
        var (figures, groups) = await tenant.InAsync(async services => (
            await services.GetRequiredService<BrakeFigures>().HeldAsync(CancellationToken.None), await services.GetRequiredService<BrakeFigures>().GroupsAsync(brake.BrakeId, CancellationToken.None)));
        Assert.Equal((3, 3, 3), (held, figures[brake.BrakeId], groups.Sum(group => group.Count)));
        Assert.Equal(0, (await tenant.InAsync(services => services.GetRequiredService<BrakeFigures>().AfterAsync(brake, CancellationToken.None))).Count);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_segment_that_is_gone_or_cannot_be_asked_stops_everything_and_the_page_says_so(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var belgian = await tenant.PersonAsync("Two", "two@example.org", "BE");
        foreach (var isGone in new[] { true, false })
        {
            var segment = await SegmentAsync(tenant, "The French");
            var brake = await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().PullAsync(BrakeScopes.Segment, segment, "Fire", false, null, CancellationToken.None, valueName: "The French"));
            Assert.DoesNotContain("This segment is gone", await tenant.Admin.ReadAsync("/admin/brake"));
            await tenant.DoAsync(async services =>
            {
                var content = services.GetRequiredService<IContentManager>();
                var item = (await content.GetAsync(segment, VersionOptions.Latest))!;
                if (isGone)
                {
                    await content.RemoveAsync(item);
                    return;
                }

                item.Alter<SegmentPart>(part => part.Condition = Condition("person.no-such-rule"));
                await content.UpdateAsync(item);
            });
            var waits = await tenant.PutAsync(belgian, $"waits {isGone}", change: message => message with { DueUtc = tenant.Now.AddDays(1) });
            var now = await tenant.PutAsync(belgian, $"now {isGone}");
            await tenant.SendAsync();
            Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(waits));
            Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(now));
            var page = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync("/admin/brake"));
            Assert.Contains("This segment is gone", page);
            Assert.Contains("Segment: The French", page);
            await tenant.DoAsync(services => services.GetRequiredService<BrakeBoard>().ReleaseAsync(brake, CancellationToken.None));
        }

        Assert.Empty(tenant.Post);
    }

    // A brake is of the site: who pulls it need not see all whom it stops.
    [Fact]
    public async Task It_stops_also_whom_the_puller_may_not_see_and_the_api_takes_a_segment_that_one_may_use()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var segment = await SegmentAsync(tenant, "The French");
        var (agent, _) = await tenant.AsAsync("PullBrake", "UseSegments", "ViewOwnContacts");
        using (var refused = await agent.SubmitAsync("/admin/brake", [new("Input.Scope", "segment"), new("Input.Segment", "nothing"), new("Input.Reason", "Mourning")]))
        {
            Assert.Contains("Choose a segment that you may use", await refused.Content.ReadAsStringAsync());
        }

        using (var pulled = await agent.SubmitAsync("/admin/brake", [new("Input.Scope", "segment"), new("Input.Segment", segment), new("Input.Reason", "Mourning")]))
        {
            Assert.Equal(HttpStatusCode.Redirect, pulled.StatusCode);
        }

        var message = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org", "FR"));
        await tenant.SendAsync();
        Assert.StartsWith("Held brake", await tenant.StandsAsync(message));

        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var (status, body) = await api.PostJsonAsync("/api/brakes", new { scope = "segment", value = segment, reason = "Fire" });
        Assert.Equal((HttpStatusCode.Created, "The French"), (status, (string)body!["valueName"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await api.PostJsonAsync("/api/brakes", new { scope = "segment", value = "nothing", reason = "Fire" })).Status);
        var (blind, _) = await tenant.AsAsync("PullBrake");
        Assert.DoesNotContain("Input.Segment", await blind.ReadAsync("/admin/brake"));
    }

    /// <summary>A segment of those who live in France.</summary>
    internal static Task<string> SegmentAsync(MessagingTenant tenant, string name) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(Contacts.Segments.Segments.ContentType);
        item.Alter<TitlePart>(part => part.Title = name);
        item.Alter<SegmentPart>(part => part.Condition = Condition("person.country"));
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    private static JsonObject Condition(string rule) => (JsonObject)JsonNode.Parse($$"""{ "version": 1, "match": "all", "of": [ { "rule": "{{rule}}", "operator": "is", "values": { "value": "FR" } } ] }""")!;

    private static Task MoveAsync(MessagingTenant tenant, string person, string country) => tenant.DoAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(person, VersionOptions.Latest))!;
        item.Alter<AddressPart>(part => part.Addresses = [new PostalAddress { City = "Somewhere", Country = country }]);
        await content.UpdateAsync(item);
    });
}
