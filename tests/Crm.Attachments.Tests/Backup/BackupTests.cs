using Crm.Kernel.Backup;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Attachments.Tests.Backup;

/// <summary>A backup carries the files, and a restore brings them back to what they were.</summary>
public sealed class BackupTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Files_come_back_with_a_restore(string database)
    {
        await using var tenant = await AttachmentsTenant.StartAsync(database, alone: true);
        var contact = await tenant.ContactAsync();
        var id = await tenant.FileAsync(contact, text: "As it was");
        var backup = Path.Combine(tenant.Host.Folder, "before.zip");
        await tenant.Host.Services.GetRequiredService<TenantBackup>().WriteAsync(tenant.Settings.Name, backup);
        await tenant.FileAsync(contact, "later.txt", "Added later");
        foreach (var file in tenant.Bytes)
        {
            File.Delete(file);
        }

        await tenant.Host.Services.GetRequiredService<TenantRestore>().ReadAsync(backup);

        Assert.Equal(id, Assert.Single(await tenant.FilesAsync(contact)).AttachmentId);
        Assert.Single(tenant.Bytes);
        using var admin = await tenant.Host.Browse(tenant.Settings.Name).SignInAsync();
        Assert.Equal("As it was", await admin.ReadAsync($"/admin/attachments/{id}"));
    }
}
