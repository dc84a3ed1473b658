using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Names;

public sealed class NamesOfContacts
{
    [Fact]
    public async Task Who_is_written_without_a_display_text_is_shown_by_name_and_follows_a_change_of_it()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (person, household) = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var person = await content.NewAsync(ContactTypes.Person);
            person.Alter<PersonPart>(part => (part.GivenName, part.FamilyName) = ("Fatima", "Zahra"));
            await content.CreateAsync(person);
            var household = await content.NewAsync(ContactTypes.Household);
            household.Alter<HouseholdPart>(part => part.Name = "Famille Zahra");
            await content.CreateAsync(household);
            return (person.ContentItemId, household.DisplayText);
        });
        Assert.Equal("Famille Zahra", household);
        Assert.Contains("Fatima Zahra", await tenant.Browser.ReadAsync($"/admin/people/{person}"), StringComparison.Ordinal);

        var renamed = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(person, VersionOptions.Latest))!;
            item.Alter<PersonPart>(part => part.FamilyName = "Benali");
            await content.UpdateAsync(item);
            return item.DisplayText;
        });
        Assert.Equal("Fatima Benali", renamed);
    }
}
