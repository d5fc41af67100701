export const NotFoundPage = () => <h1 className="text-2xl">This page does not exist</h1>;
