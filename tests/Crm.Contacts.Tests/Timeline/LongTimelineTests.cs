using System.Net;
using System.Text.RegularExpressions;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Timeline;

public sealed partial class LongTimelineTests
{
    private const int Entries = 5000;

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Of_five_thousand_entries_a_page_paints_the_newest_and_they_are_walked_by_kind_without_a_gap(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var id = (await tenant.PeopleAsync(("Odile", "Ancienne")))[0];
        await FillAsync(tenant, id);

        var page = await tenant.Browser.ReadAsync($"/admin/people/{id}");
        var painted = Numbers().Matches(page).Select(match => int.Parse(match.Groups["n"].Value)).Distinct().ToList();
        Assert.Equal(4999, painted[0]);
        Assert.InRange(painted.Count, 10, 100);
        Assert.DoesNotContain("entry 4000", page);

        var (seen, next) = (new List<int>(), $"/admin/people/{id}?handler=Timeline&kind=call");
        while (next is not null)
        {
            var stretch = await tenant.Browser.ReadAsync(next);
            seen.AddRange(Numbers().Matches(stretch).Select(match => int.Parse(match.Groups["n"].Value)));
            next = OlderLink().Match(stretch) is { Success: true } older ? WebUtility.HtmlDecode(older.Groups["href"].Value)[$"/{tenant.Settings.Name}".Length..] : null;
        }

        Assert.Equal(Enumerable.Range(0, Entries).Where(number => number % 10 == 0).Reverse(), seen);
    }

    // Each tenth is a call; three each day, so that a stretch ends between entries of one moment. The first is of 1962.
    private static Task<bool> FillAsync(ContactsTenant tenant, string person) => tenant.InAsync(async services =>
    {
        var session = services.GetRequiredService<ISession>();
        for (var number = 0; number < Entries; number++)
        {
            var day = number == 0 ? new DateTime(1962, 5, 1, 0, 0, 0, DateTimeKind.Utc) : new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(number / 3);
            var item = new ContentItem { ContentItemId = ContentId.New(), ContentType = ContactTypes.Interaction, Latest = true, Published = true, DisplayText = $"entry {number}" };
            item.Apply(new InteractionPart { Kind = number % 10 == 0 ? "call" : "note", At = day, IsDate = true, Title = $"entry {number}", Text = $"entry {number}", PersonIds = [person] });
            await session.SaveAsync(item);
        }

        return true;
    });

    [GeneratedRegex("entry (?<n>[0-9]+)<")]
    private static partial Regex Numbers();

    [GeneratedRegex("""hx-get="(?<href>[^"]+)" hx-target="closest li""")]
    private static partial Regex OlderLink();
}
