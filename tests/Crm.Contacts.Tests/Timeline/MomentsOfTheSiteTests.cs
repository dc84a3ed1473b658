using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Timeline;

public sealed class MomentsOfTheSiteTests
{
    [Fact]
    public async Task A_contact_is_told_at_the_sites_hour_and_a_day_stays_that_day()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var person = await tenant.InAsync(async services =>
        {
            var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
            site.TimeZoneId = "Pacific/Auckland";
            await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
            var content = services.GetRequiredService<IContentManager>();
            var item = await content.NewAsync(ContactTypes.Person);
            item.Alter<PersonPart>(part => (part.GivenName, part.FamilyName) = ("Ada", "Roux"));
            await content.CreateAsync(item);
            foreach (var (title, at, isDate) in new[] { ("By the hour", new DateTime(2026, 1, 31, 22, 30, 0, DateTimeKind.Utc), false), ("By the day", new DateTime(2026, 1, 20, 0, 0, 0, DateTimeKind.Utc), true) })
            {
                var contact = await content.NewAsync(ContactTypes.Interaction);
                contact.Alter<InteractionPart>(part => (part.Kind, part.Title, part.Text, part.At, part.IsDate, part.PersonIds) = ("call", title, title, at, isDate, [item.ContentItemId]));
                await content.CreateAsync(contact);
            }

            return item.ContentItemId;
        });

        var page = await tenant.Browser.ReadAsync($"/admin/people/{person}");
        Assert.Contains("2/1/2026 11:30", page.Replace('\u202f', ' ').Replace("02/01/2026", "2/1/2026", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("1/31/2026", page, StringComparison.Ordinal);
        Assert.Contains("1/20/2026", page, StringComparison.Ordinal);
        Assert.Contains("2/1/2026", await tenant.Browser.ReadAsync("/admin/people?columns=name,last"), StringComparison.Ordinal);
    }
}
