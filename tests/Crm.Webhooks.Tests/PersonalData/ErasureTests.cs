using System.Net;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Operations;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Tests.PersonalData;

/// <summary>Who is erased is erased from what was sent too.</summary>
public sealed class ErasureTests
{
    private const string Canary = "Kanarienvogel";

    [Theory]
    [ClassData(typeof(OnEachDatabase))]
    public async Task An_erased_person_is_in_no_stored_request_or_answer(string database)
    {
        await using var tenant = await WebhooksTenant.StartAsync(database);
        tenant.Receiver.AnswerWith(200, $"We wrote to Odile {Canary}.");
        await tenant.WebhookAsync(types: []);
        var other = await tenant.PersonAsync("Ada", "Roux", item => item.Alter<PersonPart>(person => person.Notes = $"Neighbour of Odile {Canary}"));
        var id = await tenant.PersonAsync("Odile", Canary);
        await tenant.SendAsync();
        Assert.Equal(2, (await tenant.DeliveriesAsync()).Count(row => row.Body!.Contains(Canary, StringComparison.Ordinal)));
        Assert.Contains(Canary, await tenant.Admin.ReadAsync($"/admin/people/{id}/personal-data"));

        tenant.Receiver.AnswerWith(200);
        await EraseAsync(tenant, id, $"Odile {Canary}");
        await tenant.SendAsync();

        var left = await tenant.DeliveriesAsync();
        Assert.All(left, row => Assert.DoesNotContain(Canary, $"{row.Body} {row.Answer}"));
        Assert.Contains(left, row => row.ItemId == other);

        // The other programs hear that the record is gone, by its id alone.
        var told = Assert.Single(tenant.Receiver.Taken(), request => request.Type == "person.deleted");
        Assert.Equal(id, (string?)told.Body["contentItemId"]);
        Assert.DoesNotContain(Canary, told.Text);
    }

    private static async Task EraseAsync(WebhooksTenant tenant, string id, string name)
    {
        var page = $"/admin/people/{id}/erase";
        Assert.Contains("other programs", await tenant.Admin.ReadAsync(page));
        using var begun = await tenant.Admin.SubmitAsync(page, [new("Input.Name", name), new("Input.Request", "R-1")], page + "?handler=Erase");
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        await tenant.DoAsync(services => services.GetRequiredService<Operations>().SettleAsync());
    }
}
