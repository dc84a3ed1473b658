using System.Linq.Expressions;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Rules;
using Crm.Kernel.Data;
using LinqToDB.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Contexts;

/// <summary>What segments ask of what people go through, themselves or with a household they live in. Who may not know it may not ask.</summary>
internal sealed class ContextSegmentRules(ISession session, ContextBook book, TimeProvider time, IStringLocalizer<ContextSegmentRules> s) : ISegmentRules
{
    public async ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken)
    {
        var (names, db) = (await book.NamesAsync(), await session.GetConnectionAsync());
        var kind = new SegmentOperand("kind", s["What they go through"], OperandKind.Choice) { Choices = [.. (await book.ListAsync()).Select(one => new SegmentChoice(one.Key, names.Of(one.Key)!))], OtherValues = true };
        return
        [
            new SegmentRule("messages.context", s["Messages"], s["What they go through"],
            [
                new SegmentOperator("is", s["is “{0}” at present"], (scope, values) => Goes(scope, Holding(db, values.Text("kind"))), kind),
                new SegmentOperator("any", s["is anything at present"], (scope, _) => Goes(scope, Holding(db, ""))),
            ]) { Sources = [new SourceField(ContactTypes.Person, $"{nameof(PersonPart)}.{nameof(PersonPart.Memberships)}")], Permission = MessagingPermissions.ViewContexts },
        ];
    }

    private IQueryable<string> Holding(DataConnection db, string kind)
    {
        var rows = db.Contexts().HoldingAt(time.GetUtcNow().UtcDateTime);
        return (kind.Length == 0 ? rows : rows.Where(row => row.Kind == kind)).Select(row => row.SubjectId);
    }

    private static Expression<Func<PersonIndex, bool>> Goes(SegmentScope scope, IQueryable<string> subjects)
    {
        var today = scope.Today;
        var members = scope.Session.QueryIndex<MembershipIndex>().Where(row => (row.From == null || row.From <= today) && (row.To == null || row.To >= today) && subjects.Contains(row.HouseholdId)).Select(row => row.PersonId);
        return row => subjects.Contains(row.ContentItemId) || members.Contains(row.ContentItemId);
    }
}
