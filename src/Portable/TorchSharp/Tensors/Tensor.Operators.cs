using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
        public static Tensor operator -(Scalar left, Tensor right) => Op.Call("rsub.Scalar", right, left);

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);
        public static Tensor operator /(Scalar left, Tensor right) => right.reciprocal().mul(left);

        public static Tensor operator -(Tensor tensor) => tensor.neg();
        public static Tensor operator |(Tensor left, Tensor right) => Op.Call("bitwise_or.Tensor", left, right);
        public static Tensor operator %(Tensor left, Scalar right) => Op.Call("remainder.Scalar", left, right);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);
        public static Tensor operator ==(Tensor left, Scalar right) => Op.Call("eq.Scalar", left, right);
        public static Tensor operator !=(Tensor left, Tensor right) => Op.Call("ne.Tensor", left, right);
        public static Tensor operator !=(Tensor left, Scalar right) => Op.Call("ne.Scalar", left, right);
        public static Tensor operator <(Tensor left, Tensor right) => Op.Call("lt.Tensor", left, right);
        public static Tensor operator <(Tensor left, Scalar right) => Op.Call("lt.Scalar", left, right);
        public static Tensor operator <=(Tensor left, Tensor right) => Op.Call("le.Tensor", left, right);
        public static Tensor operator <=(Tensor left, Scalar right) => Op.Call("le.Scalar", left, right);
        public static Tensor operator >(Tensor left, Tensor right) => Op.Call("gt.Tensor", left, right);
        public static Tensor operator >(Tensor left, Scalar right) => Op.Call("gt.Scalar", left, right);
        public static Tensor operator >=(Tensor left, Tensor right) => Op.Call("ge.Tensor", left, right);
        public static Tensor operator >=(Tensor left, Scalar right) => Op.Call("ge.Scalar", left, right);

        // Makes Scalar the better choice where a number fits both an overload for Scalar and one for Tensor.
        public static implicit operator Tensor(Scalar scalar) => throw new InvalidOperationException("Should not be called.");
        public static implicit operator Tensor(float value) => tensor(value);
        public static implicit operator Tensor(double value) => tensor(value);
        public static implicit operator Tensor(int value) => tensor(value);

        public static explicit operator double(Tensor value) => value.ToDouble();
    }
}
