using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Users;
using Crm.Webhooks.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Tests.Sight;

/// <summary>A webhook sees with the eyes of its role: what is hidden from it leaves the house in no part of a request.</summary>
public sealed class CanaryTests
{
    private const string Canary = "kanarienvogel";

    [Theory]
    [ClassData(typeof(OnEachDatabase))]
    public async Task The_canary_in_hidden_fields_sings_in_no_request(string database)
    {
        await using var tenant = await WebhooksTenant.StartAsync(database);
        await tenant.RoleAsync("Shop");
        await tenant.HideAsync(ContactTypes.Person, "PersonPart.Notes", "Editor");
        await tenant.HideAsync(ContactTypes.Person, "PersonPart.FamilyName", "Editor");
        await tenant.HideAsync(ContactTypes.Person, "ContactPointsPart", "Editor");
        await tenant.WebhookAsync(role: "Shop");
        await using var all = await Receiver.StartAsync();
        await tenant.WebhookAsync(all.Address);

        var id = await tenant.PersonAsync("Odile", Canary, item =>
        {
            item.Alter<PersonPart>(person => person.Notes = Canary);
        });
        await tenant.SendAsync();
        await tenant.ChangeAsync(id, person => (person.Notes, person.Function) = (Canary + " again", "Baker"));
        await tenant.SendAsync();
        await tenant.ChangeAsync(id, person => person.Notes = Canary + " once more");
        await tenant.SendAsync();

        var told = tenant.Receiver.Taken();
        Assert.Equal(["person.created", "person.updated"], told.Select(request => request.Type));
        Assert.All(told, request => Assert.DoesNotContain(Canary, request.Text, StringComparison.OrdinalIgnoreCase));
        Assert.All(told, request => Assert.Null(request.Body["displayText"]));
        Assert.Contains("Odile", told[0].Text);
        Assert.Contains("PersonPart.Function", told[1].Text);
        Assert.DoesNotContain("Notes", told[1].Text);

        // That only what is hidden was changed is not told at all.
        Assert.Contains(await tenant.DeliveriesAsync(), delivery => delivery is { State: (int)DeliveryState.Withheld, Fault: DeliveryFault.Hidden, Body: null });
        var heard = all.Taken();
        Assert.Equal(3, heard.Count);
        Assert.All(heard, request => Assert.Contains(Canary, request.Text));
    }

    [Fact]
    public async Task What_is_hidden_after_the_first_attempt_is_not_in_the_second()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await tenant.RoleAsync("Shop");
        tenant.Receiver.AnswerWith(500);
        await tenant.WebhookAsync(role: "Shop");
        await tenant.PersonAsync("Odile", "Martin", item => item.Alter<PersonPart>(person => person.Notes = Canary));
        await tenant.SendAsync();
        Assert.Contains(Canary, Assert.Single(tenant.Receiver.Taken()).Text);

        await tenant.HideAsync(ContactTypes.Person, "PersonPart.Notes", "Editor");
        tenant.Receiver.AnswerWith(200);
        await tenant.LaterAsync(TimeSpan.FromSeconds(6));

        Assert.DoesNotContain(Canary, Assert.Single(tenant.Receiver.Taken()).Text);
        Assert.DoesNotContain(Canary, (await tenant.DeliveriesAsync())[0].Body);
    }

    [Fact]
    public async Task A_role_that_sees_no_people_or_only_its_own_is_told_of_none()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await tenant.RoleAsync("Blind", "AccessAdminPanel");
        await tenant.RoleAsync("Own", "ViewOwn_Person");
        await tenant.RoleAsync("Fleeting");
        foreach (var role in new[] { "Blind", "Own", "Fleeting" })
        {
            await tenant.WebhookAsync(role: role);
        }

        await tenant.DoAsync(services => services.GetRequiredService<Roles>().ChangeAsync(all => all.Roles.RemoveAll(role => role.RoleName == "Fleeting")));
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();

        Assert.Empty(tenant.Receiver.Taken());
        Assert.Equal([DeliveryFault.NoRole, DeliveryFault.Unseen, DeliveryFault.Unseen], (await tenant.DeliveriesAsync()).Select(delivery => delivery.Fault).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_record_that_is_too_large_goes_without_itself_and_says_so()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin", item => item.Alter<PersonPart>(person => person.Notes = new string('x', 300_000)));
        await tenant.SendAsync();

        var request = Assert.Single(tenant.Receiver.Taken());
        Assert.Equal((null, "too large", "Odile Martin"), (request.Body["item"], (string?)request.Body["itemLeftOut"], (string?)request.Body["displayText"]));
    }
}
