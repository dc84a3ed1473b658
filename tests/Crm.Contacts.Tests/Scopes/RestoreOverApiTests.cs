using System.Net;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Scopes;

/// <summary>A contact is brought back from the trash by a program.</summary>
public sealed class RestoreOverApiTests
{
    [Fact]
    public async Task Who_may_delete_them_brings_them_back_once_and_again_without_harm()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = (await tenant.PeopleAsync(("Odile", "Roux")))[0];
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RemoveAsync((await content.GetAsync(id, VersionOptions.Latest))!);
            return true;
        });
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "ViewOwnContacts", "DeleteOwnContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "anna", "Own");
        using var program = await tenant.ProgramAsync();
        using var anna = await tenant.ProgramAsync("anna");
        Assert.Empty((await program.ReadJsonAsync("/api/contacts/people"))["items"]!.AsArray());

        Assert.Equal(HttpStatusCode.NotFound, (await anna.PostJsonAsync($"/api/contacts/{id}/restore")).Status);
        foreach (var _ in new[] { "once", "again" })
        {
            var (status, back) = await program.PostJsonAsync($"/api/contacts/{id}/restore");
            Assert.Equal((HttpStatusCode.OK, "Person", "Odile Roux"), (status, back!["contentType"]!.ToString(), back["displayText"]!.ToString()));
        }

        Assert.Equal([id], (await program.ReadJsonAsync("/api/contacts/people")).Each("contentItemId"));
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostJsonAsync("/api/contacts/never/restore")).Status);
    }
}
