using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Messaging.Returns;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Actions;

/// <summary>Counts what came back of an action; scoped.</summary>
internal sealed class MessageReturnFigures(ISession session)
{
    /// <summary>Messages that did not arrive, and messages that were answered.</summary>
    public async Task<(int NotArrived, int Answered)> OfActionAsync(string action, CancellationToken cancellationToken)
    {
        var (rows, gone) = ((await session.GetConnectionAsync()).GetTable<MessageReturn>().Where(row => row.Action == action), ReturnKinds.NotArrived);
        return (await rows.Where(row => gone.Contains(row.Kind)).Select(row => row.MessageRow).Distinct().CountAsync(cancellationToken),
            await rows.Where(row => row.Kind == ReturnKinds.Reply).Select(row => row.MessageRow).Distinct().CountAsync(cancellationToken));
    }
}
