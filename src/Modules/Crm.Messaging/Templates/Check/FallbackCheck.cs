using Crm.Kernel.Liquid.Closed;
using Crm.Messaging.Templates.Merge;
using Fluid;
using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Check;

/// <summary>
/// Walks a parsed template: only what a letter needs is there, each name exists, and nothing is put out that may be empty, unless it has a fallback or stands within an <c>if</c> that asks for it.
/// </summary>
internal sealed class FallbackCheck
{
    private const int MostFaults = 50;

    private readonly string _source;
    private readonly IReadOnlyList<LiquidPiece> _pieces;
    private readonly IReadOnlyDictionary<string, MergeField> _fields;
    private readonly IReadOnlySet<string> _filters;
    private readonly IStringLocalizer _s;
    private readonly Action<string> _fail;
    private readonly Dictionary<string, bool> _locals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _depth;
    private int _faults;

    private FallbackCheck(string source, IReadOnlyList<LiquidPiece> pieces, IReadOnlyDictionary<string, MergeField> fields, IReadOnlySet<string> filters, IStringLocalizer s, Action<string> fail)
        => (_source, _pieces, _fields, _filters, _s, _fail) = (source, pieces, fields, filters, s, sentence =>
        {
            _faults++;
            fail(sentence);
        });

    /// <summary>The fields it uses.</summary>
    public static IReadOnlySet<string> Run(
        ClosedTemplate template, string source, IReadOnlyList<LiquidPiece> pieces, IReadOnlyDictionary<string, MergeField> fields, IReadOnlySet<string> filters, IStringLocalizer s, Action<string> fail)
    {
        var check = new FallbackCheck(source, pieces, fields, filters, s, fail);
        check.Walk((template.Source as IStatementList)?.Statements ?? [], []);
        return check._used;
    }

    private void Walk(IReadOnlyList<Statement> statements, HashSet<string> filled)
    {
        // Who made that many has enough to do: looking for each one's place takes its time.
        foreach (var statement in statements.TakeWhile(_ => _faults < MostFaults))
        {
            Walk(statement, filled);
        }
    }

    private void Walk(Statement statement, HashSet<string> filled)
    {
        switch (statement)
        {
            case TextSpanStatement or CommentStatement or RawStatement or NoOpStatement or BreakStatement or ContinueStatement:
                break;
            case OutputStatement output:
                Output(output.Expression, filled);
                break;
            case AssignStatement assign:
                var isEmpty = CanBeEmpty(assign.Value, filled) || (_depth > 0 && !_locals.ContainsKey(assign.Identifier));
                _locals[assign.Identifier] = isEmpty || (_depth > 0 && _locals.GetValueOrDefault(assign.Identifier));
                break;
            case IfStatement choice:
                Choice(choice, filled);
                break;
            case UnlessStatement unless:
                Below(unless.Statements, [.. filled, .. Filled(unless.Condition, filled, whether: false)]);
                Below(unless.Else?.Statements ?? [], [.. filled, .. Filled(unless.Condition, filled, whether: true)]);
                break;
            case CaseStatement cases:
                Case(cases, filled);
                break;
            case ForStatement loop:
                Loop(loop, filled);
                break;
            default:
                _fail(_s["This is more than a letter may do: outputs, assign, if, unless, case and for are there."]);
                break;
        }
    }

    private void Choice(IfStatement choice, HashSet<string> filled)
    {
        Below(choice.Statements, [.. filled, .. Filled(choice.Condition, filled, whether: true)]);
        HashSet<string> rest = [.. filled, .. Filled(choice.Condition, filled, whether: false)];
        foreach (var other in choice.ElseIfs)
        {
            Below(other.Statements, [.. rest, .. Filled(other.Condition, rest, whether: true)]);
            rest.UnionWith(Filled(other.Condition, rest, whether: false));
        }

        Below(choice.Else?.Statements ?? [], rest);
    }

    private void Case(CaseStatement cases, HashSet<string> filled)
    {
        var path = PathOf(cases.Expression);
        CanBeEmpty(cases.Expression, filled);
        foreach (var when in cases.Whens)
        {
            var says = when.Options.All(option => option is LiteralExpression literal && literal.Value.ToStringValue().Length > 0);
            Below(when.Statements, says && path is not null ? [.. filled, path] : filled);
        }

        Below(cases.Else?.Statements ?? [], filled);
    }

    private void Loop(ForStatement loop, HashSet<string> filled)
    {
        foreach (var expression in new[] { loop.Source, loop.Range, loop.Limit, loop.Offset })
        {
            if (expression is not null)
            {
                CanBeEmpty(expression, filled);
            }
        }

        var (had, before) = (_locals.TryGetValue(loop.Identifier, out var known), known);
        _locals[loop.Identifier] = false;
        Below(loop.Statements, filled);
        if (had)
        {
            _locals[loop.Identifier] = before;
        }
        else
        {
            _locals.Remove(loop.Identifier);
        }

        Below(loop.Else?.Statements ?? [], filled);
    }

    private void Below(IReadOnlyList<Statement> statements, HashSet<string> filled)
    {
        _depth++;
        Walk(statements, filled);
        _depth--;
    }

    private void Output(Expression expression, HashSet<string> filled)
    {
        if (expression is not FilterExpression { Name: ClosedTemplate.Mark } marked)
        {
            _fail(_s["Write {{ … }} to put something out."]);
            return;
        }

        if (CanBeEmpty(marked.Input, filled))
        {
            var place = marked.Parameters.Select(parameter => ((LiteralExpression)parameter.Expression).Value.ToStringValue()).ToList();
            _fail(_s["Line {0}, column {1}: {2} may be empty. Give it a fallback, as {{{{ {2} | default: \"…\" }}}}, or put it within {{% if {2} %}} … {{% endif %}}.", place[0], place[1], place[2]]);
        }
    }

    // Asked of every expression once, so that each unknown name is said.
    private bool CanBeEmpty(Expression expression, HashSet<string> filled)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return string.IsNullOrWhiteSpace(literal.Value.ToStringValue());
            case FilterExpression filter:
                return IsEmptied(filter, filled);
            case MemberExpression member:
                return PathOf(member) is { } path ? Known(path) && !IsFilled(path, filled) && IsLoose(path) : Unreadable();
            case BinaryExpression both:
                CanBeEmpty(both.Left, filled);
                CanBeEmpty(both.Right, filled);
                return false;
            case RangeExpression range:
                CanBeEmpty(range.From, filled);
                CanBeEmpty(range.To, filled);
                return false;
            default:
                return Unreadable();
        }
    }

    private bool IsEmptied(FilterExpression filter, HashSet<string> filled)
    {
        if (!_filters.Contains(filter.Name))
        {
            var (line, column) = LiquidScan.PlaceOf(_source, _pieces, filter.Name);
            _fail(_s["Line {0}, column {1}: there is no filter “{2}” in letters.", line, column, filter.Name]);
        }

        var arguments = filter.Parameters.Select(parameter => CanBeEmpty(parameter.Expression, filled)).ToList();
        var input = CanBeEmpty(filter.Input, filled);
        return input && (filter.Name != "default" || arguments.Count == 0 || arguments[0] || HidesAHole(filter.Input));
    }

    // "Dear " put before nothing is something: a fallback behind it would never be used.
    private static bool HidesAHole(Expression input) => input is FilterExpression filter && (filter.Name is "append" or "prepend" || HidesAHole(filter.Input));

    private bool Known(string path)
    {
        var root = path.Split('.')[0];
        if (_fields.ContainsKey(path) || _locals.ContainsKey(path))
        {
            _used.Add(path);
            return true;
        }

        var below = path.LastIndexOf('.') is > 0 and var dot ? path[..dot] : "";
        if ((root == "forloop" || below.Length > 0) && path[(below.Length + 1)..] is "size" or "first" or "last" or "index" or "index0" or "rindex" or "rindex0" or "length" && (root == "forloop" || _locals.ContainsKey(below) || _fields.ContainsKey(below)))
        {
            _used.Add(below);
            return true;
        }

        var (line, column) = LiquidScan.PlaceOf(_source, _pieces, path);
        _fail(_s["Line {0}, column {1}: there is no “{2}”.", line, column, path]);
        return false;
    }

    private static bool IsFilled(string path, HashSet<string> filled)
        => filled.Contains(path) || ((path.EndsWith(".first", StringComparison.Ordinal) || path.EndsWith(".last", StringComparison.Ordinal)) && filled.Contains(path[..path.LastIndexOf('.')]));

    private bool IsLoose(string path) => _locals.TryGetValue(path, out var loose) ? loose : path.EndsWith(".first", StringComparison.Ordinal) || path.EndsWith(".last", StringComparison.Ordinal) || (_fields.TryGetValue(path, out var field) && field.CanBeEmpty);

    private bool Unreadable()
    {
        _fail(_s["A name is written in a way that letters do not know: write names with dots, as person.given_name."]);
        return false;
    }

    // What has something in it when the condition is as it is said to be.
    private IEnumerable<string> Filled(Expression condition, HashSet<string> filled, bool whether)
    {
        CanBeEmpty(condition, filled);
        return Says(condition, whether);
    }

    private static IEnumerable<string> Says(Expression condition, bool whether) => condition switch
    {
        MemberExpression when whether => PathOf(condition) is { } path ? [path] : [],
        AndBinaryExpression both when whether => Says(both.Left, true).Concat(Says(both.Right, true)),
        AndBinaryExpression both => Says(both.Left, false).Intersect(Says(both.Right, false)),
        OrBinaryExpression either when whether => Says(either.Left, true).Intersect(Says(either.Right, true)),
        OrBinaryExpression either => Says(either.Left, false).Concat(Says(either.Right, false)),
        NotEqualBinaryExpression differ when whether => IsNothing(differ.Right) && PathOf(differ.Left) is { } path ? [path] : [],
        EqualBinaryExpression same when whether => same.Right is LiteralExpression && !IsNothing(same.Right) && PathOf(same.Left) is { } path ? [path] : [],
        EqualBinaryExpression same => IsNothing(same.Right) && PathOf(same.Left) is { } path ? [path] : [],
        GreaterThanBinaryExpression more when whether => PathOf(more.Left) is { } path && path.EndsWith(".size", StringComparison.Ordinal) ? [path[..^".size".Length]] : [],
        ContainsBinaryExpression within when whether => within.Right is LiteralExpression && !IsNothing(within.Right) && PathOf(within.Left) is { } path ? [path] : [],
        _ => [],
    };

    private static bool IsNothing(Expression expression) => expression is LiteralExpression literal && string.IsNullOrWhiteSpace(literal.Value.ToStringValue());

    private static string? PathOf(Expression? expression)
    {
        if (expression is not MemberExpression member)
        {
            return null;
        }

        var names = member.Segments.Select(segment => segment is IdentifierSegment name ? name.Identifier : segment is IndexerSegment { Expression: LiteralExpression literal } ? literal.Value.ToStringValue() : null).ToList();
        return names.Contains(null) ? null : string.Join('.', names);
    }
}
