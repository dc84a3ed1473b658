using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Crm.Kernel.Liquid.Limits;

/// <summary>
/// Bounds what Fluid would lay out in memory without a step counted: ranges, as <c>(1..1000000000)</c>, and what a capture takes in.
/// </summary>
internal sealed class BoundedTemplate : AstRewriter
{
    protected override Expression VisitRangeExpression(RangeExpression range) => new BoundedRange(range);

    protected override Statement VisitCaptureStatement(CaptureStatement capture)
        => new BoundedCapture(base.VisitCaptureStatement(capture) as CaptureStatement ?? capture);

    private sealed class BoundedRange(RangeExpression range) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var from = (await range.From.EvaluateAsync(context)).ToNumberValue();
            var to = (await range.To.EvaluateAsync(context)).ToNumberValue();
            return to - from > LiquidLimits.Range ? throw new LiquidLimitException(LiquidLimit.Range) : await range.EvaluateAsync(context);
        }
    }

    private sealed class BoundedCapture(CaptureStatement capture) : Statement
    {
        public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
        {
            var text = new LimitedWriter((LiquidContext)context);
            var completion = Completion.Normal;
            foreach (var statement in capture.Statements)
            {
                completion = await statement.WriteToAsync(text, encoder, context);
                if (completion != Completion.Normal)
                {
                    break;
                }
            }

            context.SetValue(capture.Identifier, new StringValue(text.ToString(), encode: false));
            return completion;
        }
    }
}
