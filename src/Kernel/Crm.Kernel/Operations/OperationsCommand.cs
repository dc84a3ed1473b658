using Crm.Kernel.Commands;

namespace Crm.Kernel.Operations;

/// <summary><c>./crm operations</c>.</summary>
internal sealed class OperationsCommand(Operations operations) : ICliCommand
{
    public string Name => "operations";

    public string Summary => "List bulk operations; --wait does what is left of them";

    public string Help => """
        ./crm operations [--wait]

        Lists the last operations of the tenant: state, done of total, what.
        --wait goes on with those under way, or waits while the running host does, and lists them when none is left.
        """;

    public async Task<int> RunAsync(CommandArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (arguments.Has("wait"))
        {
            await operations.RunUntilNoneIsLeftAsync(cancellationToken);
        }

        foreach (var one in await operations.ListAsync(actor: null))
        {
            await output.WriteLineAsync($"{one.Id}  {one.State,-9}  {one.Done}/{one.Total}  {one.Title}{(one.Error is { } fault ? $" ({fault})" : "")}");
        }

        return 0;
    }
}
