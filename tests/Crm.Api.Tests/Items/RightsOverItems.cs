using System.Net;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.Items;

public sealed class RightsOverItems(OneTenant site) : IClassFixture<OneTenant>
{
    [Fact]
    public async Task Own_team_and_all_reach_what_they_say()
    {
        await site.Host.AddRoleAsync(site.Tenant, "OwnOnly", "AccessContentApi", "ListContent_Gift", "PublishOwn_Gift", "ViewOwn_Gift");
        await site.Host.AddRoleAsync(site.Tenant, "TeamWide", "AccessContentApi", "ListContent_Gift", "ViewTeam_Gift");
        await site.Host.AddRoleAsync(site.Tenant, "All", "AccessContentApi", "ListContent_Gift", "View_Gift");
        var ann = await site.Host.AddUserAsync(site.Tenant, "ann", "OwnOnly");
        await site.Host.AddUserAsync(site.Tenant, "bob", "OwnOnly");
        var cid = await site.Host.AddUserAsync(site.Tenant, "cid", "TeamWide");
        await site.Host.AddUserAsync(site.Tenant, "dot", "All");
        await site.Host.InTenantAsync(site.Tenant, services => services.GetRequiredService<Teams>().StoreAsync(new Team { TeamId = "t", Name = "T", MemberIds = [ann.UserId, cid.UserId] }));

        using var annProgram = await site.ProgramAsync("ann");
        using var bobProgram = await site.ProgramAsync("bob");
        var annItem = (await annProgram.SendAsync("/api/content", Json.Gift("Of Ann"))).Body!["ContentItemId"]!.ToString();
        var bobItem = (await bobProgram.SendAsync("/api/content", Json.Gift("Of Bob"))).Body!["ContentItemId"]!.ToString();

        Assert.Equal([annItem], await SeenAsync("ann"));
        Assert.Equal([annItem], await SeenAsync("cid"));
        Assert.Equal([annItem, bobItem], await SeenAsync("dot"));
        Assert.Equal(HttpStatusCode.NotFound, (await bobProgram.TakeAsync($"/api/content/{annItem}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bobProgram.SendAsync("/api/content", Json.Gift("Stolen", annItem))).Status);
    }

    [Fact]
    public async Task A_hidden_field_is_neither_read_nor_written()
    {
        await site.Host.AddRoleAsync(site.Tenant, "Blind", "AccessContentApi", "ListContent_Gift", "Publish_Gift", "View_Gift");
        await site.Host.AddUserAsync(site.Tenant, "blind", "Blind");
        await HideAsync();
        using var admin = await site.ProgramAsync();
        var id = (await admin.SendAsync("/api/content", Json.Gift("Box", fields: "\"Secret\": { \"Text\": \"CANARY\" }"))).Body!["ContentItemId"]!.ToString();
        using var blind = await site.ProgramAsync("blind");
        var seen = (await blind.TakeAsync($"/api/content/{id}")).Body!;
        Assert.DoesNotContain("CANARY", seen.ToJsonString());
        Assert.Equal("Box", seen["DisplayText"]!.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await blind.SendAsync("/api/content", Json.Gift("Box", id, "\"Secret\": { \"Text\": \"x\" }"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await blind.SendAsync("/api/content", Json.Gift("Box 2", id))).Status);
        Assert.Equal("CANARY", (await admin.TakeAsync($"/api/content/{id}")).Body!["Gift"]!["Secret"]!["Text"]!.ToString());
    }

    private Task HideAsync() => site.Host.InTenantAsync(site.Tenant, async services =>
    {
        var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var all = await documents.GetOrCreateMutableAsync();
        all.Fields.Add(new FieldRight { ContentType = "Gift", Path = "Gift.Secret", Roles = ["Editor"] });
        await documents.UpdateAsync(all);
    });

    private async Task<List<string>> SeenAsync(string user)
    {
        using var program = await site.ProgramAsync(user);
        var page = (await program.TakeAsync("/api/content?type=Gift&take=100")).Body!;
        return [.. page["items"]!.AsArray().Where(item => item!["DisplayText"]!.ToString().StartsWith("Of ", StringComparison.Ordinal)).Select(item => item!["ContentItemId"]!.ToString())];
    }
}
