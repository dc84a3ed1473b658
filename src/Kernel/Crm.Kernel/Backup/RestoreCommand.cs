using System.Globalization;
using Crm.Kernel.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Backup;

internal sealed class RestoreCommand : HostCommand
{
    public override string Name => "restore";

    public override string Summary => "put a backup back, into its tenant or a new one";

    public override string Help => """
        crm restore FILE [--tenant NAME] [--db CONNECTION] [--prefix PREFIX]
        crm restore undo [--tenant NAME]
        crm restore confirm [--tenant NAME]

        Without --tenant the backup goes into the tenant it was made of, whose present state is moved aside: 'undo' puts it back,
        'confirm' throws it away. With the name of a tenant that does not exist it makes a new one, on SQLite or, with --db,
        on PostgreSQL; its prefix is its name unless --prefix says another. All is checked before anything changes;
        a running host takes it up within two seconds.
        """;

    public override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var word = call.Arguments.Value(0, "the file to restore");
        await using var host = await call.OpenHostAsync(cancellationToken);
        var restore = host.Services.GetRequiredService<TenantRestore>();
        try
        {
            await call.Output.WriteLineAsync(word switch
            {
                "undo" => await UndoAsync(restore, call.Tenant, cancellationToken),
                "confirm" => await ConfirmAsync(restore, call.Tenant, cancellationToken),
                _ => await ReadAsync(restore, call, word, cancellationToken),
            });
            return 0;
        }
        catch (BackupRefusedException e)
        {
            throw new CommandException(e.Message);
        }
    }

    private static async Task<string> UndoAsync(TenantRestore restore, string tenant, CancellationToken cancellationToken)
    {
        await restore.UndoAsync(tenant, cancellationToken);
        return $"{tenant} is what it was before the restore";
    }

    private static async Task<string> ConfirmAsync(TenantRestore restore, string tenant, CancellationToken cancellationToken)
        => await restore.ConfirmAsync(tenant, cancellationToken) switch
        {
            0 => $"{tenant} had nothing set aside",
            var states => string.Create(CultureInfo.InvariantCulture, $"{tenant}: {states} earlier state(s) thrown away"),
        };

    private static async Task<string> ReadAsync(TenantRestore restore, CommandCall call, string file, CancellationToken cancellationToken)
    {
        var result = await restore.ReadAsync(file, new RestoreOptions
        {
            Tenant = call.Arguments.Option("tenant"),
            ConnectionString = call.Arguments.Option("db"),
            RequestUrlPrefix = call.Arguments.Option("prefix"),
        }, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{result.Tenant}: {result.Rows:N0} rows as of {result.Manifest.CreatedUtc:u}")
            + (result.IsNew ? "; a new tenant" : $"; the state before is set aside: 'crm restore undo --tenant {result.Tenant}' puts it back, 'confirm' throws it away");
    }
}
