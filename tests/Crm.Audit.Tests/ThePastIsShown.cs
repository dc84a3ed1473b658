using System.Net;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Audit.Tests;

public sealed class ThePastIsShown
{
    internal static readonly PreparedTenant Tenant = new(Features: ["Crm.Audit"], Fill: FillAsync);

    [Fact]
    public async Task A_save_shows_the_field_by_its_name_with_what_was_and_what_is()
    {
        await using var site = await Site.OpenAsync(Tenant);
        var (item, _) = await site.WriteAsync("Lou", "12 rue des Lilas");
        await site.EditAsync(item, "12 rue des Roses");

        var page = await site.Admin.ReadAsync($"/admin/audit/{(await site.PastAsync(item))[0].Id}");

        Assert.Contains("Street name", page, StringComparison.Ordinal);
        Assert.Matches("<del>[^<]*Lilas", page);
        Assert.Matches("<ins>[^<]*Roses", page);
    }

    [Fact]
    public async Task A_record_lists_its_past_and_the_whole_list_can_be_narrowed()
    {
        await using var site = await Site.OpenAsync(Tenant);
        var (item, _) = await site.WriteAsync("Lou", "A");
        await site.EditAsync(item, "B");
        var page = await site.Admin.ReadAsync($"/admin/audit/record/{item}");
        Assert.Contains("Lou", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("/admin/audit?actor=").Length - 1);
        Assert.Contains($"/admin/audit/record/{item}", await site.Admin.ReadAsync("/admin/audit?type=House&event=Updated"), StringComparison.Ordinal);
        Assert.DoesNotContain($"/admin/audit/record/{item}", await site.Admin.ReadAsync("/admin/audit?type=House&to=2001-01-01"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await site.StatusAsync("/admin/audit/record/4nothing"));
        Assert.Equal(HttpStatusCode.NotFound, await site.StatusAsync("/admin/audit/999999"));
    }

    [Fact]
    public async Task Undoing_a_save_keeps_later_changes_to_other_fields_and_a_clash_is_explained()
    {
        await using var site = await Site.OpenAsync(Tenant);
        var (item, _) = await site.WriteAsync("Lou", "A");
        await site.EditAsync(item, "B");
        var edit = (await site.PastAsync(item))[0].Id;
        await site.RenameAsync(item, "Louise");

        using var undone = await site.Admin.SubmitAsync($"/admin/audit/{edit}", [], $"/admin/audit/{edit}?handler=Undo");

        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Equal(("Louise", "A"), await site.ReadAsync(item));

        await site.EditAsync(item, "C");
        var clashing = (await site.PastAsync(item))[0].Id;
        await site.EditAsync(item, "D");
        using var refused = await site.Admin.SubmitAsync($"/admin/audit/{clashing}", [], $"/admin/audit/{clashing}?handler=Undo");
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("Street name", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(("Louise", "D"), await site.ReadAsync(item));
    }

    [Fact]
    public async Task An_earlier_version_is_put_back_whole()
    {
        await using var site = await Site.OpenAsync(Tenant);
        var (item, _) = await site.WriteAsync("Lou", "A");
        var first = (await site.PastAsync(item))[^1].Id;
        await site.EditAsync(item, "B");
        await site.RenameAsync(item, "Louise");
        using var restored = await site.Admin.SubmitAsync($"/admin/audit/{first}", [], $"/admin/audit/{first}?handler=Restore");
        Assert.Equal(HttpStatusCode.Redirect, restored.StatusCode);
        Assert.Equal(("Lou", "A"), await site.ReadAsync(item));
    }

    [Fact]
    public async Task A_batch_is_previewed_and_undone_but_for_what_changed_since()
    {
        await using var site = await Site.OpenAsync(Tenant);
        var batch = Guid.NewGuid().ToString("n");
        var (one, _) = await site.WriteAsync("One", "A", batch);
        var (two, _) = await site.WriteAsync("Two", "A", batch);
        await site.EditAsync(two, "kept");

        var preview = await site.Admin.ReadAsync($"/admin/audit/batch/{batch}");
        Assert.Contains("Undoing takes 1 record back", preview, StringComparison.Ordinal);
        Assert.Contains("1 record was changed again since", preview, StringComparison.Ordinal);
        using var undone = await site.Admin.SubmitAsync($"/admin/audit/batch/{batch}", []);
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Null(await site.ReadAsync(one));
        Assert.Equal(("Two", "kept"), await site.ReadAsync(two));
    }

    [Fact]
    public async Task A_hidden_field_does_not_appear_and_without_the_rights_nothing_does()
    {
        await using var site = await Site.OpenAsync(Tenant);
        var (item, _) = await site.WriteAsync("Lou", "CANARY-1");
        await site.EditAsync(item, "CANARY-2");
        var edit = (await site.PastAsync(item))[0].Id;
        await site.Host.AddRoleAsync(site.Tenant, "Auditor", "AccessAdminPanel", "ViewAudit", "ViewContent");
        await site.Host.AddUserAsync(site.Tenant, "auditor", "Auditor");
        await site.Host.AddUserAsync(site.Tenant, "nobody");
        await site.Host.InTenantAsync(site.Tenant, async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var document = await fields.GetOrCreateMutableAsync();
            document.Fields.Add(new FieldRight { ContentType = "House", Path = "House.Street", Roles = [] });
            await fields.UpdateAsync(document);
        });
        using var auditor = await site.Host.Browse().SignInAsync("auditor");
        Assert.DoesNotContain("CANARY", await auditor.ReadAsync($"/admin/audit/{edit}"), StringComparison.Ordinal);
        Assert.Contains("CANARY", await site.Admin.ReadAsync($"/admin/audit/{edit}"), StringComparison.Ordinal);
        using var program = site.Host.Browse().WithToken(await site.Host.AddTokenAsync(site.Tenant, "auditor"));
        Assert.Empty((await program.ReadJsonAsync($"/api/audit/saves/{edit}"))["differences"]!.AsArray());
        using var undo = await auditor.SubmitAsync("/admin/profile", [], $"/admin/audit/{edit}?handler=Undo");
        Assert.Equal(HttpStatusCode.Forbidden, undo.StatusCode);
        using var nobody = await site.Host.Browse().SignInAsync("nobody");
        using var shut = await nobody.GetAsync("/admin/audit");
        Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
    }

    [Fact]
    public async Task Who_may_see_his_own_records_sees_the_past_of_these_alone()
    {
        await using var site = await Site.OpenAsync(Tenant);
        var (item, _) = await site.WriteAsync("Lou", "CANARY");
        var save = (await site.PastAsync(item))[0].Id;
        await site.Host.AddRoleAsync(site.Tenant, "Own", "AccessAdminPanel", "ViewAudit", "ViewOwnContent");
        await site.Host.AddUserAsync(site.Tenant, "own", "Own");
        using var own = await site.Host.Browse().SignInAsync("own");
        Assert.DoesNotContain("Lou", await own.ReadAsync("/admin/audit"));
        Assert.Contains("Lou", await site.Admin.ReadAsync("/admin/audit"));
        foreach (var path in new[] { $"/admin/audit/{save}", $"/admin/audit/record/{item}" })
        {
            using var answer = await own.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal(HttpStatusCode.OK, await site.StatusAsync(path));
        }
    }

    private static Task FillAsync(TestHost host) => host.InTenantAsync(host.Shells.TryGetSettings(ShellSettings.DefaultShellName)!, async services =>
    {
        var definitions = services.GetRequiredService<IContentDefinitionManager>();
        await definitions.StorePartDefinitionAsync(new ContentPartDefinition
        {
            Name = "House",
            ContentPartFieldDefinitionRecords = [new() { Name = "Street", FieldName = "TextField", Settings = new() { ["ContentPartFieldSettings"] = new System.Text.Json.Nodes.JsonObject { ["DisplayName"] = "Street name" } } }],
        });
        await definitions.StoreTypeDefinitionAsync(new ContentTypeDefinition { Name = "House", DisplayName = "House", ContentTypePartDefinitionRecords = [new() { Name = "House", PartName = "House" }] });
    });
}
