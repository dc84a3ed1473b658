using System.Globalization;
using Crm.Kernel.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Backup;

internal sealed class BackupCommand : HostCommand
{
    public override string Name => "backup";

    public override string Summary => "save one tenant (database, files, keys) while it lives";

    public override string Help => """
        crm backup FILE [--tenant NAME]

        Writes FILE, a zip with the tenant's database as of one moment, its files and keys. Other tenants are not touched, nobody waits.
        The database inside is an SQLite file whatever the tenant's own: the backup can be restored to SQLite and to PostgreSQL.
        """;

    public override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var file = call.Arguments.Value(0, "the file to write");
        await using var host = await call.OpenHostAsync(cancellationToken);
        try
        {
            var manifest = await host.Services.GetRequiredService<TenantBackup>().WriteAsync(call.Tenant, file, cancellationToken);
            await call.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{manifest.Tenant}: {manifest.Tables.Values.Sum():N0} rows of {manifest.Tables.Count} tables, {manifest.Entries.Count - 2} files, {new FileInfo(file).Length:N0} bytes in {file}"));
            return 0;
        }
        catch (BackupRefusedException e)
        {
            throw new CommandException(e.Message);
        }
    }
}
