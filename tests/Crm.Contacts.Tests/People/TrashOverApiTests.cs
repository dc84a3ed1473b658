using System.Net;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.People;

/// <summary>What lies in the trash, told to a program that may bring it back.</summary>
public sealed class TrashOverApiTests
{
    private const string Trash = "/api/contacts/trash";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task What_was_deleted_is_listed_last_first_a_page_at_a_time_until_it_is_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ids = await tenant.PeopleAsync(("Ada", "Un"), ("Bea", "Deux"), ("Cléo", "Trois"), ("Dora", "Quatre"));
        foreach (var id in new[] { ids[2], ids[0], ids[1] })
        {
            await RemoveAsync(tenant, id);
        }

        using var program = await tenant.ProgramAsync();
        var first = await program.ReadJsonAsync(Trash + "?take=2");
        var second = await program.ReadJsonAsync($"{Trash}?type=person&take=2&after={Uri.EscapeDataString(first["next"]!.ToString())}");
        Assert.Equal(new[] { ids[0], ids[1], ids[2] }.Order(), first.Each("contentItemId").Concat(second.Each("contentItemId")).Order());
        Assert.Equal((2, 1, null), (first["items"]!.AsArray().Count, second["items"]!.AsArray().Count, second["next"]));
        var moments = first.Each("removedUtc").Concat(second.Each("removedUtc")).ToList();
        Assert.Equal(moments.OrderDescending(StringComparer.Ordinal), moments);
        Assert.Equal(first.Each("contentItemId"), (await program.ReadJsonAsync($"{Trash}?take=2&before={Uri.EscapeDataString(second["previous"]!.ToString())}")).Each("contentItemId"));
        Assert.Equal(["admin"], first.Each("removedBy").Distinct());

        await program.PostJsonAsync($"/api/contacts/{ids[0]}/restore");
        Assert.Equal(2, (await program.ReadJsonAsync(Trash))["items"]!.AsArray().Count);
        Assert.Empty((await program.ReadJsonAsync(Trash + "?type=household"))["items"]!.AsArray());
        var (status, problem) = await program.SendJsonAsync(HttpMethod.Get, Trash + "?type=gift");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(problem!["errors"]!["type"]);
    }

    [Fact]
    public async Task Who_deletes_their_own_only_is_told_of_no_others_and_hidden_names_are_blank()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "ViewContacts", "DeleteOwnContacts");
        var sofia = await tenant.Host.AddUserAsync(tenant.Settings, "sofia", "Own");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Seeing", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "seen", "Seeing");
        var ids = await tenant.PeopleAsync(("Ada", "Un"), ("Bea", "Deux"));
        await RemoveAsync(tenant, ids[0]);
        await RemoveAsync(tenant, ids[1], sofia.UserId);
        using var own = await tenant.ProgramAsync("sofia");
        using var seeing = await tenant.ProgramAsync("seen");

        Assert.Equal([ids[1]], (await own.ReadJsonAsync(Trash)).Each("contentItemId"));
        Assert.Equal(HttpStatusCode.Forbidden, (await seeing.SendJsonAsync(HttpMethod.Get, Trash)).Status);
        await tenant.HideAsync((ContactTypes.Person, "PersonPart.FamilyName"));
        Assert.DoesNotContain("Deux", (await own.ReadJsonAsync(Trash)).ToJsonString());
    }

    private static Task RemoveAsync(ContactsTenant tenant, string id, string? owner = null) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, VersionOptions.Latest))!;
        item.Owner = owner ?? item.Owner;
        services.GetRequiredService<Kernel.Data.ChangeContext>().ActorName = "admin";
        await content.RemoveAsync(item);
        return true;
    });
}
